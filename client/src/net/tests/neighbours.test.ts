import { describe, expect, test } from "vitest";
import { CROWD, type CrowdFrame, type CrowdRow } from "../frames";
import { Neighbours, poseAt } from "../neighbours";
import { GAIT } from "../pose";

function crowd(...rows: Partial<CrowdRow>[]): CrowdFrame {
  const blank = { id: 1, x: 0, y: 0, z: 0, yaw: 0, gait: GAIT.stand };
  return { kind: CROWD, more: false, tick: 0, rows: rows.map((row) => ({ ...blank, ...row })) };
}

const blank = () => ({ x: 0, y: 0, z: 0, yaw: 0, gait: 0 });

describe("who is in sight", () => {
  test("one is not one's own neighbour", () => {
    const neighbours = new Neighbours();
    expect(neighbours.apply(crowd({ id: 7 }, { id: 8 }), 0, 0, 7)).toEqual([8]);
    expect(neighbours.size).toBe(1);
  });

  test("an id not named for three seconds is forgotten", () => {
    const neighbours = new Neighbours();
    neighbours.apply(crowd({ id: 1 }, { id: 2 }), 0, 0, null);
    neighbours.apply(crowd({ id: 2 }), 2, 2, null);
    expect(neighbours.forget(2.9)).toEqual([]);
    expect(neighbours.forget(3.1)).toEqual([1]);
    expect(neighbours.size).toBe(1);
  });
});

describe("who they are", () => {
  test("unknown ids are asked for once, at most 64 together", () => {
    const neighbours = new Neighbours();
    const many = crowd(...Array.from({ length: 64 }, (_, id) => ({ id: id + 1 })));
    const more = crowd(...Array.from({ length: 10 }, (_, id) => ({ id: id + 101 })));
    neighbours.apply(many, 0, 0, null);
    neighbours.apply(more, 0, 0, null);
    expect(neighbours.takeWanted(0)).toHaveLength(64);
    expect(neighbours.takeWanted(0)).toHaveLength(10);
    neighbours.apply(many, 1, 1, null);
    expect(neighbours.takeWanted(1)).toEqual([]);
  });

  test("an answer that never comes is asked for again", () => {
    const neighbours = new Neighbours();
    neighbours.apply(crowd({ id: 1 }), 0, 0, null);
    neighbours.takeWanted(0);
    neighbours.apply(crowd({ id: 1 }), 4, 4, null);
    expect(neighbours.takeWanted(4)).toEqual([1]);
  });

  test("a name is kept for somebody who comes back into sight, and dropped when they leave", () => {
    const neighbours = new Neighbours();
    const person = { id: 1, name: "하늘", look: "", role: "visitor" };
    neighbours.apply(crowd({ id: 1 }), 0, 0, null);
    neighbours.name([person], 0);
    neighbours.forget(5);
    neighbours.apply(crowd({ id: 1 }), 6, 6, null);
    expect(neighbours.get(1)?.person).toEqual(person);
    expect(neighbours.takeWanted(6)).toEqual([]);
    neighbours.remove([1]);
    neighbours.apply(crowd({ id: 1 }), 7, 7, null);
    expect(neighbours.get(1)?.person).toBeNull();
  });
});

describe("where they are shown", () => {
  test("a walker goes on along their yaw", () => {
    const neighbours = new Neighbours();
    neighbours.apply(crowd({ id: 1, x: 10, z: 10, yaw: 64, gait: GAIT.walk }), 0, 0, null);
    const pose = poseAt(neighbours.get(1) as never, 1, blank());
    expect(pose.x).toBeCloseTo(11.4, 5);
    expect(pose.z).toBeCloseTo(10, 5);
  });

  test("a correction is blended in: nobody jumps, and after a fifth of a second it is true", () => {
    const neighbours = new Neighbours();
    neighbours.apply(crowd({ id: 1, x: 10 }), 0, 0, null);
    neighbours.apply(crowd({ id: 1, x: 11, yaw: 250 }), 1, 1.02, null);
    const neighbour = neighbours.get(1);
    if (!neighbour) throw new Error("gone");
    expect(poseAt(neighbour, 1.02, blank()).x).toBeCloseTo(10, 5);
    expect(poseAt(neighbour, 1.02, blank()).yaw).toBeCloseTo(0, 5);
    expect(poseAt(neighbour, 1.12, blank()).x).toBeCloseTo(10.5, 5);
    expect(poseAt(neighbour, 1.3, blank()).x).toBeCloseTo(11, 5);
  });

  test("a sample older than the last one moves nobody back", () => {
    const neighbours = new Neighbours();
    neighbours.apply(crowd({ id: 1, x: 11 }), 1, 1, null);
    expect(neighbours.apply(crowd({ id: 1, x: 10 }), 0.5, 1.1, null)).toEqual([]);
  });

  test("a silent walker does not walk out of the place", () => {
    const neighbours = new Neighbours();
    neighbours.apply(crowd({ id: 1, x: 10, yaw: 64, gait: GAIT.run }), 0, 0, null);
    expect(poseAt(neighbours.get(1) as never, 60, blank()).x).toBeLessThan(16);
  });
});
