import { describe, expect, it } from "vitest";
import {
  angleBetween,
  appear,
  drawnAt,
  FIELD,
  field,
  type Motion,
  move,
  NEVER_S,
  POSTURE,
  RECKON_S,
  ROW,
  steer,
  strideOf,
  stroll,
} from "../motion";

const NORTH = 0;
const EAST = Math.PI / 2;
const still = (x: number, z: number, yaw = NORTH): Motion => ({
  x,
  y: 0,
  z,
  yaw,
  speed_m_s: 0,
  posture: POSTURE.upright,
  gesture: 0,
});
const walking = (x: number, z: number, yaw: number): Motion => ({ ...still(x, z, yaw), speed_m_s: 1.4 });
const at = (rows: Float32Array, now_s: number) => drawnAt(rows, 0, now_s, { x: 0, y: 0, z: 0, yaw: 0 });

describe("motion", () => {
  it("walker_without_news_goes_on_along_yaw_and_stands_after_the_limit", () => {
    const rows = new Float32Array(ROW);
    appear(rows, 0, walking(10, 20, EAST), 100);
    expect(at(rows, 101).x).toBeCloseTo(11.4, 3);
    expect(at(rows, 101).z).toBeCloseTo(20, 3);
    expect(at(rows, 100 + RECKON_S + 5).x).toBeCloseTo(10 + 1.4 * RECKON_S, 3);
  });

  it("walker_facing_north_goes_towards_smaller_z", () => {
    const rows = new Float32Array(ROW);
    appear(rows, 0, walking(10, 20, NORTH), 0);
    expect(at(rows, 1).z).toBeCloseTo(18.6, 3);
  });

  it("news_of_another_place_starts_where_the_eye_saw_them_and_ends_where_the_world_says", () => {
    const rows = new Float32Array(ROW);
    appear(rows, 0, still(10, 20), 0);
    move(rows, 0, still(12, 21, EAST), 5, 0.2);
    expect(at(rows, 5)).toMatchObject({ x: 10, z: 20 });
    expect(at(rows, 5).yaw).toBeCloseTo(NORTH, 4);
    expect(at(rows, 5.1).x).toBeCloseTo(11, 3);
    expect(at(rows, 5.3).x).toBeCloseTo(12, 4);
    expect(at(rows, 5.3).yaw).toBeCloseTo(EAST, 4);
  });

  it("turn_across_north_takes_the_short_way", () => {
    const rows = new Float32Array(ROW);
    appear(rows, 0, still(0, 0, 0.1), 0);
    move(rows, 0, still(0, 0, 2 * Math.PI - 0.1), 1, 1);
    const half = at(rows, 1.5).yaw;
    expect(Math.abs(angleBetween(half, 0))).toBeLessThan(0.01);
  });

  it("far_jump_is_not_smoothed", () => {
    const rows = new Float32Array(ROW);
    appear(rows, 0, still(0, 0), 0);
    move(rows, 0, still(50, 0), 1, 0.2);
    expect(at(rows, 1).x).toBe(50);
  });

  it("legs_go_on_from_where_they_were_when_news_comes", () => {
    const rows = new Float32Array(ROW);
    appear(rows, 0, walking(0, 0, EAST), 0);
    const before = field(rows, 0, "phase") + field(rows, 0, "phaseRate") * 0.5;
    move(rows, 0, walking(0.7, 0, EAST), 0.5, 0.2);
    expect(field(rows, 0, "phase")).toBeCloseTo(before % (2 * Math.PI), 4);
  });

  it("gesture_that_goes_on_keeps_its_start_and_an_ended_one_keeps_its_end", () => {
    const rows = new Float32Array(ROW);
    appear(rows, 0, { ...still(0, 0), gesture: 16 }, 1);
    move(rows, 0, { ...still(0, 0), gesture: 16 }, 2, 0.2);
    expect(field(rows, 0, "gestureStart")).toBe(1);
    expect(field(rows, 0, "gestureEnd")).toBe(Math.fround(NEVER_S));
    move(rows, 0, still(0, 0), 3, 0.2);
    move(rows, 0, still(0, 0), 4, 0.2);
    expect(field(rows, 0, "gestureEnd")).toBe(3);
    move(rows, 0, { ...still(0, 0), gesture: 16 }, 5, 0.2);
    expect(field(rows, 0, "gestureStart")).toBe(5);
  });

  it("stroller_faces_the_way_and_arrives", () => {
    const rows = new Float32Array(ROW);
    appear(rows, 0, still(0, 0), 0);
    stroll(rows, 0, 3, 0, 1, 2);
    expect(at(rows, 1)).toMatchObject({ x: 0, z: 0 });
    expect(at(rows, 3.01).x).toBeCloseTo(3, 4);
    expect(rows[FIELD.yaw]).toBeCloseTo(EAST, 4);
    expect(rows[FIELD.strideBefore]).toBeGreaterThan(0.3);
  });

  it("own_person_is_drawn_exactly_where_they_are_while_the_stride_grows_softly", () => {
    const rows = new Float32Array(ROW);
    appear(rows, 0, still(0, 0), 0);
    steer(rows, 0, walking(0, 0, EAST), 0.016, 0.016);
    expect(at(rows, 0.016)).toMatchObject({ x: 0, z: 0 });
    const first = field(rows, 0, "stride");
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThan(0.5);
    for (let n = 2; n < 60; n++) steer(rows, 0, walking(0, 0, EAST), n * 0.016, 0.016);
    expect(field(rows, 0, "stride")).toBeCloseTo(1, 2);
  });

  it("stride_is_nothing_standing_one_walking_two_running", () => {
    expect([0, 1.4, 4].map(strideOf)).toEqual([0, 1, 2]);
  });
});
