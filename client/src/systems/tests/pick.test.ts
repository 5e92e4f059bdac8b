import { Vector3 } from "three";
import { describe, expect, it } from "vitest";
import type { Crowd } from "../../scene/crowd";
import type { PlaceDocument } from "../../ui/config";
import { Obstacles } from "../obstacles";
import { hitBox, hitGround, type Pickable, pick } from "../pick";

const ray = (from: [number, number, number], to: [number, number, number]) => ({
  origin: new Vector3(...from),
  direction: new Vector3(...to).sub(new Vector3(...from)).normalize(),
});
const kiosk = { id: "information", kind: "kiosk", x: 50, z: 40, yaw: 0 };
const placeDocument = { objects: [kiosk], spawns: [], zones: [] } as unknown as PlaceDocument;
const furniture = { glb: "", kinds: { kiosk: { piece: "kiosk", half: [2, 1] as const } } };
const standing = { drawnAt: () => ({ x: 50, y: 0, z: 45, yaw: 0 }) } as unknown as Crowd;
const place = (people: Pickable["people"], obstacles = new Obstacles(100, 1)): Pickable => ({
  placeDocument,
  furniture,
  crowd: standing,
  people,
  obstacles,
});

describe("hitBox", () => {
  const box = { x: 10, z: 10, yaw: 0, hx: 3, hz: 0.5, height_m: 2 };
  it("ray_through_the_box_meets_its_near_side", () => {
    expect(hitBox(ray([10, 1, 20], [10, 1, 10]), box)).toBeCloseTo(9.5);
  });

  it("turned_box_is_met_where_it_stands", () => {
    const turned = { ...box, yaw: Math.PI / 2 };
    expect(hitBox(ray([10, 1, 20], [10, 1, 10]), turned)).toBeCloseTo(7);
    expect(hitBox(ray([12, 1, 20], [12, 1, 10]), turned)).toBe(Number.POSITIVE_INFINITY);
  });

  it("ray_over_the_box_misses", () => {
    expect(hitBox(ray([10, 5, 20], [10, 4, 10]), box)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("pick", () => {
  it("ground_is_picked_where_the_ray_meets_it", () => {
    const picked = pick(ray([20, 3, 60], [20, 0, 52]), place([]), 0);
    expect(picked).toMatchObject({ kind: "ground" });
    expect(picked?.kind === "ground" && picked.z).toBeCloseTo(52);
  });

  it("thing_before_the_ground_is_picked", () => {
    expect(pick(ray([50, 2, 60], [50, 1, 40]), place([]), 0)).toMatchObject({
      kind: "object",
      object: kiosk,
    });
  });

  it("person_before_the_thing_is_picked", () => {
    const picked = pick(ray([50, 2, 60], [50, 1, 40]), place([{ id: 7, slot: 3 }]), 0);
    expect(picked).toEqual({ kind: "person", id: 7 });
  });

  it("sky_is_nothing", () => {
    expect(pick(ray([20, 2, 60], [20, 9, 40]), place([]), 0)).toBeNull();
    expect(hitGround(ray([20, 2, 60], [20, 9, 40]))).toBe(Number.POSITIVE_INFINITY);
  });

  it("ground_behind_a_wall_is_not_picked", () => {
    const obstacles = new Obstacles(100, 1);
    obstacles.add({
      positions: [0, 0, 56.5, 40, 0, 56.5, 40, 9, 56.5, 0, 9, 56.5],
      indices: [0, 1, 2, 0, 2, 3],
    });
    expect(pick(ray([20, 3, 60], [20, 0, 52]), place([], obstacles), 0)).toBeNull();
  });
});
