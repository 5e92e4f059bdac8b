import { describe, expect, test } from "vitest";
import { GAIT } from "../../net/pose";
import { standBefore, step, WalkGrid } from "../walk";
import { Walker } from "../walker";
import { gridWithout, kiosk, WALL_WITH_GAP } from "./plaza";

describe("WalkGrid", () => {
  test("reads bits row by row, least significant first", () => {
    const grid = new WalkGrid(new Uint8Array([0b0000_0010, 0b0000_0001]), 4, 1);
    expect(grid.walkable(1.5, 0.5)).toBe(true);
    expect(grid.walkable(0.5, 0.5)).toBe(false);
    expect(grid.walkable(0.5, 2.5)).toBe(true);
  });

  test("nobody may stand outside", () => {
    const grid = gridWithout([]);
    expect([grid.walkable(-0.1, 5), grid.walkable(5, 320.1), grid.walkable(5, 319.9)]).toEqual([
      false,
      false,
      true,
    ]);
  });

  test("a grid that is too short is refused by name and number", () => {
    expect(() => new WalkGrid(new Uint8Array(3), 320, 0.25)).toThrow(/3 bytes/);
  });

  test("furniture blocks its footprint, turned by its yaw", () => {
    const grid = gridWithout([]);
    grid.stamp(kiosk(100, 100, 64), { hx: 2, hz: 0.5 });
    expect(grid.walkable(100, 101.5)).toBe(false);
    expect(grid.walkable(101.5, 100)).toBe(true);
  });

  test("an eighth of a turn clockwise turns the footprint clockwise", () => {
    const grid = gridWithout([]);
    grid.stamp(kiosk(100, 100, 32), { hx: 3, hz: 0.5 });
    expect(grid.walkable(101.5, 101.5)).toBe(false);
    expect(grid.walkable(101.5, 98.5)).toBe(true);
  });

  test("the nearest free spot is found, and none when it is too far", () => {
    const grid = gridWithout([[90, 90, 110, 110]]);
    const near = grid.nearestWalkable(92, 100, 5);
    expect(near?.x).toBeCloseTo(89.875, 3);
    expect(near?.z).toBeCloseTo(100, 0);
    expect(grid.nearestWalkable(100, 100, 5)).toBeNull();
  });
});

describe("step", () => {
  const grid = gridWithout(WALL_WITH_GAP);

  test("goes the way that time and speed allow", () => {
    const to = step(grid, { x: 10, z: 10 }, 1, 0, 1.4, 0.5);
    expect(to.x).toBeCloseTo(10.7, 6);
    expect(to.z).toBe(10);
  });

  test("a wall stops who walks straight at it", () => {
    const to = step(grid, { x: 100, z: 159 }, 0, 1, 4, 2);
    expect(to.z).toBeLessThan(160);
    expect(to.z).toBeGreaterThan(159.8);
  });

  test("who walks at it slanting slides along", () => {
    const to = step(grid, { x: 100, z: 159.9 }, 1, 1, 1.4, 1);
    expect(to.z).toBeLessThan(160);
    expect(to.x).toBeGreaterThan(100.9);
  });

  test("no step is so long that it passes through a wall", () => {
    expect(step(grid, { x: 100, z: 150 }, 0, 1, 4, 10).z).toBeLessThan(160);
  });

  test("who stands inside a wall may walk out", () => {
    expect(step(grid, { x: 100, z: 160.5 }, 0, -1, 1.4, 1).z).toBeLessThan(160);
  });
});

test("one stands before a kiosk's front and looks at it", () => {
  const pose = standBefore(kiosk(100, 100, 64), gridWithout([]));
  expect(pose.x).toBeCloseTo(102.6, 1);
  expect(pose.z).toBeCloseTo(100, 1);
  expect(pose.yaw).toBeCloseTo(192, 0);
});

describe("Walker", () => {
  const pose = () => ({ x: 100, y: 0, z: 150, yaw: 0, gait: GAIT.stand });
  const run = (walker: Walker, seconds: number, wish: Parameters<Walker["update"]>[0] = null) => {
    for (let t = 0; t < seconds; t += 0.05) walker.update(wish, 0.05);
  };

  test("walks by the wish of the keys, faces that way and stands when they are let go", () => {
    const walker = new Walker(gridWithout([]), pose());
    run(walker, 1, { dx: 1, dz: 0, run: false });
    expect(walker.pose).toMatchObject({ yaw: 64, gait: GAIT.walk });
    expect(walker.pose.x).toBeCloseTo(101.4, 1);
    run(walker, 0.1);
    expect(walker.pose.gait).toBe(GAIT.stand);
  });

  test("who pushes against a wall stands, so that nobody sees them walk into it", () => {
    const walker = new Walker(gridWithout(WALL_WITH_GAP), { ...pose(), z: 159.95 });
    run(walker, 1, { dx: 0, dz: 1, run: false });
    expect(walker.pose.gait).toBe(GAIT.stand);
  });

  test("walks round a wall to where it was sent, and stands there", () => {
    const walker = new Walker(gridWithout(WALL_WITH_GAP), pose());
    expect(walker.walkTo({ x: 100, z: 170 })).toBe(true);
    expect(walker.goal).toEqual({ x: 100, z: 170 });
    run(walker, 250);
    expect(walker.goal).toBeNull();
    expect(Math.hypot(walker.pose.x - 100, walker.pose.z - 170)).toBeLessThan(0.3);
    expect(walker.pose.gait).toBe(GAIT.stand);
  });

  test("keys break off a walk", () => {
    const walker = new Walker(gridWithout([]), pose());
    walker.walkTo({ x: 200, z: 150 });
    run(walker, 1);
    walker.update({ dx: 0, dz: -1, run: true }, 0.05);
    expect(walker.goal).toBeNull();
    expect(walker.pose.gait).toBe(GAIT.run);
  });

  test("a gesture ends by itself or with the first step", () => {
    const walker = new Walker(gridWithout([]), pose());
    walker.gesture("wave");
    run(walker, 1);
    expect(walker.pose.gait).toBe(GAIT.wave);
    run(walker, 2);
    expect(walker.pose.gait).toBe(GAIT.stand);
    walker.gesture("dance");
    walker.update({ dx: 1, dz: 0, run: false }, 0.05);
    expect(walker.pose.gait).toBe(GAIT.walk);
  });

  test("one sits until one goes on", () => {
    const walker = new Walker(gridWithout([]), pose());
    walker.sit();
    run(walker, 60);
    expect(walker.pose.gait).toBe(GAIT.sit);
  });

  test("a wheelchair rolls and does not run", () => {
    const walker = new Walker(gridWithout([]), pose());
    walker.rolls = true;
    run(walker, 1, { dx: 1, dz: 0, run: true });
    expect(walker.pose.gait).toBe(GAIT.roll);
    expect(walker.pose.x).toBeCloseTo(101.4, 1);
  });
});
