import { beforeEach, describe, expect, it } from "vitest";
import { GAIT, type Pose } from "../../net/pose";
import type { Session } from "../../net/session";
import type { Crowd } from "../../scene/crowd";
import { appear, move, POSTURE, ROW, stroll } from "../../scene/motion";
import type { Outfit, WardrobeModels } from "../../scene/outfit";
import type { PlaceDocument } from "../../ui/config";
import { motionOf, PeopleOnStage } from "../people";
import { Seats } from "../seats";
import type { WalkGrid } from "../walk";

const CAPACITY = 4;
const furniture = { glb: "", kinds: { seat: { piece: "seat", half: [0.9, 0.25] as const, seat_m: 0.45 } } };
const bench = { id: "bench", kind: "seat", x: 20, z: 20, yaw: 64 };
const seats = new Seats({ objects: [bench] } as unknown as PlaceDocument, furniture);
const wardrobe = {
  always: ["head"],
  presets: ["k1"],
  lod: { mid: "mid", mid_dress: "mid_dress", far: "far", far_dress: "far_dress" },
  slots: { hair: [], headwear: [], glasses: [], top: [], bottom: [], mobility: [null], age: [] },
  palettes: { headwear: ["#23252b"], skin: [], hair: [], cloth: [], bottom: [], shoes: [] },
} as unknown as WardrobeModels;

/** A crowd that only keeps rows and outfits, as the real one does without a screen. */
class Rows {
  readonly table = { capacity: CAPACITY };
  readonly rows = new Float32Array(CAPACITY * ROW);
  readonly worn: (Outfit | null)[] = new Array(CAPACITY).fill(null);
  dress(slot: number, outfit: Outfit) {
    this.worn[slot] = outfit;
  }
  undress(slot: number) {
    this.worn[slot] = null;
  }
  appear(slot: number, ...rest: unknown[]) {
    appear(this.rows, slot * ROW, ...(rest as [never, never]));
  }
  move(slot: number, ...rest: unknown[]) {
    move(this.rows, slot * ROW, ...(rest as [never, never, never]));
  }
  stroll(slot: number, ...rest: unknown[]) {
    stroll(this.rows, slot * ROW, ...(rest as [never, never, never, never]));
  }
}

const pose = (x: number, z: number): Pose => ({ x, y: 0, z, yaw: 0, gait: GAIT.stand });
const neighbour = (id: number, x: number, z: number) => ({
  id,
  person: null,
  sample: pose(x, z),
  at_s: 10,
  error: { x: 0, y: 0, z: 0, yaw: 0 },
  corrected_s: 10,
  heard_s: 10,
});

let near: Map<number, ReturnType<typeof neighbour>>;
let far: Map<number, { id: number; x: number; z: number; heard_s: number }>;
let blocked: Set<number>;
let rows: Rows;
let people: PeopleOnStage;
let freed: number[];

beforeEach(() => {
  near = new Map();
  far = new Map();
  blocked = new Set();
  rows = new Rows();
  freed = [];
  const session = {
    id: 1,
    blocked,
    far: { values: () => far.values() },
    neighbours: { get: (id: number) => near.get(id), person: () => null },
  } as unknown as Session;
  const grid = { nearestWalkable: (x: number, z: number) => ({ x, z }) } as unknown as WalkGrid;
  const crowd = rows as unknown as Crowd;
  people = new PeopleOnStage({
    session,
    crowd,
    wardrobe,
    grid,
    seats,
    side_m: 320,
    epoch_s: 0,
    left: (slot) => freed.push(slot),
  });
});

describe("people on stage", () => {
  it("somebody_in_sight_gets_a_slot_that_is_not_the_own_one", () => {
    near.set(7, neighbour(7, 5, 6));
    people.takeCrowd([7], 10);
    const slot = people.slotOf(7);
    expect(slot).not.toBeNull();
    expect(slot).not.toBe(people.own);
    expect([...people.inSight()]).toEqual([{ id: 7, slot }]);
    expect(rows.rows[(slot ?? 0) * ROW]).toBe(5);
    expect(people.slotOf(1)).toBe(people.own);
  });

  it("somebody_far_is_on_the_stage_but_not_in_sight", () => {
    far.set(8, { id: 8, x: 100, z: 100, heard_s: 3 });
    people.takeFar(10);
    expect(people.count).toBe(1);
    expect([...people.inSight()]).toEqual([]);
  });

  it("somebody_who_goes_out_of_sight_stays_among_the_distant_until_far_forgets_them", () => {
    near.set(7, neighbour(7, 5, 6));
    far.set(7, { id: 7, x: 5, z: 6, heard_s: 9 });
    people.takeCrowd([7], 10);
    near.delete(7);
    people.takeLeft([7]);
    expect(people.count).toBe(1);
    expect([...people.inSight()]).toEqual([]);
    far.delete(7);
    people.takeFar(20);
    expect(people.count).toBe(0);
    expect(rows.worn.every((outfit) => outfit === null)).toBe(true);
    expect(freed).toHaveLength(1);
  });

  it("blocked_person_leaves_the_stage_and_does_not_come_back", () => {
    near.set(7, neighbour(7, 5, 6));
    people.takeCrowd([7], 10);
    blocked.add(7);
    people.takeFar(11);
    people.takeCrowd([7], 12);
    expect(people.count).toBe(0);
  });

  it("more_people_than_slots_are_left_out_and_freed_slots_are_used_again", () => {
    for (let id = 10; id < 20; id++) far.set(id, { id, x: id, z: id, heard_s: 1 });
    people.takeFar(2);
    expect(people.count).toBe(CAPACITY - 1);
    far.clear();
    people.takeFar(4);
    near.set(30, neighbour(30, 1, 1));
    people.takeCrowd([30], 5);
    expect(people.count).toBe(1);
  });
});

describe("motionOf", () => {
  it("sitter_beside_a_bench_is_shown_on_it_facing_its_front", () => {
    const motion = motionOf({ ...pose(20.9, 20.3), gait: GAIT.sit }, false, seats);
    expect(motion.posture).toBe(POSTURE.chair);
    expect(motion.yaw).toBeCloseTo(Math.PI / 2);
    expect(motion.x).toBeCloseTo(20, 1);
  });

  it("sitter_in_the_open_sits_on_the_ground_and_a_wheelchair_stays_a_chair", () => {
    expect(motionOf({ ...pose(60, 60), gait: GAIT.sit }, false, seats).posture).toBe(POSTURE.ground);
    expect(motionOf({ ...pose(20.9, 20.3), gait: GAIT.sit }, true, seats).posture).toBe(POSTURE.wheelchair);
  });

  it("gesture_is_no_gait", () => {
    expect(motionOf({ ...pose(1, 1), gait: GAIT.heart }, false, seats)).toMatchObject({
      gesture: 19,
      speed_m_s: 0,
    });
  });
});
