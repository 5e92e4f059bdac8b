import { describe, expect, it } from "vitest";
import {
  backwards,
  DISTANCE_M,
  fieldOfView,
  follow,
  look,
  newCamera,
  PITCH,
  swingBehind,
  zoom,
} from "../camera";
import { Obstacles } from "../obstacles";

const target = { x: 50, y: 0, z: 50, eyes_m: 1.5 };
const open = () => new Obstacles(100, 1);
const settled = (obstacles: Obstacles, yaw: number) => {
  const camera = newCamera(yaw, target);
  for (let n = 0; n < 200; n++) follow(camera, target, obstacles, 0.016, false);
  return camera;
};

describe("camera", () => {
  it("eye_is_behind_somebody_who_looks_north", () => {
    const [x, y, z] = backwards(newCamera(0, target));
    expect(x).toBeCloseTo(0);
    expect(z).toBeGreaterThan(0.9);
    expect(y).toBeGreaterThan(0);
  });

  it("eye_is_west_of_somebody_who_looks_east", () => {
    expect(backwards(newCamera(Math.PI / 2, target))[0]).toBeLessThan(-0.9);
  });

  it("pitch_and_distance_stay_within_their_limits", () => {
    const camera = newCamera(0, target);
    look(camera, 0, 99);
    expect(camera.pitch).toBe(PITCH.most);
    look(camera, 0, -99);
    expect(camera.pitch).toBe(PITCH.least);
    zoom(camera, 1000);
    expect(camera.wanted_m).toBe(DISTANCE_M.most);
    zoom(camera, 0.0001);
    expect(camera.wanted_m).toBe(DISTANCE_M.least);
  });

  it("wall_behind_brings_the_eye_nearer_at_once_and_open_ground_lets_it_back_softly", () => {
    const obstacles = open();
    obstacles.add({ positions: [45, 10, 53, 55, 10, 53, 50, 10, 54], indices: null });
    const camera = newCamera(0, target);
    follow(camera, target, obstacles, 0.016, false);
    expect(camera.distance_m).toBeLessThan(3);
    follow(camera, target, open(), 0.016, false);
    const after = camera.distance_m;
    expect(after).toBeLessThan(DISTANCE_M.usual);
    for (let n = 0; n < 300; n++) follow(camera, target, open(), 0.016, false);
    expect(camera.distance_m).toBeCloseTo(DISTANCE_M.usual, 1);
    expect(after).toBeLessThan(camera.distance_m);
  });

  it("looking_up_from_the_ground_keeps_the_eye_over_it", () => {
    const camera = settled(open(), 0);
    look(camera, 0, -2);
    follow(camera, target, open(), 0.016, false);
    const y = camera.focus.y + backwards(camera)[1] * camera.distance_m;
    expect(y).toBeGreaterThan(0);
  });

  it("reduced_motion_puts_the_eye_where_it_belongs_without_a_glide", () => {
    const camera = newCamera(0, target);
    follow(camera, { ...target, x: 53 }, open(), 0.001, true);
    expect(camera.focus.x).toBe(53);
    const yaw = camera.yaw;
    swingBehind(camera, 1, 0.5, true);
    expect(camera.yaw).toBe(yaw);
  });

  it("camera_swings_behind_a_walker_but_not_round_somebody_who_comes_towards_it", () => {
    const camera = newCamera(0, target);
    swingBehind(camera, 1, 0.5, false);
    expect(camera.yaw).toBeGreaterThan(0.2);
    const facing = newCamera(0, target);
    swingBehind(facing, Math.PI, 0.5, false);
    expect(facing.yaw).toBe(0);
  });

  it("tall_screen_sees_a_wider_angle", () => {
    expect(fieldOfView(390, 844)).toBeGreaterThan(fieldOfView(1280, 720));
  });
});
