import { describe, expect, test } from "vitest";
import { findPath, type Point } from "../path";
import type { WalkGrid } from "../walk";
import { gridWithout, kiosk, WALL_WITH_GAP } from "./plaza";

function length(points: readonly Point[]): number {
  let sum = 0;
  for (let i = 1; i < points.length; i++) {
    sum += Math.hypot(points[i].x - points[i - 1].x, points[i].z - points[i - 1].z);
  }
  return sum;
}

function expectWalkable(grid: WalkGrid, points: readonly Point[]): void {
  for (let i = 1; i < points.length; i++) expect(grid.clearLine(points[i - 1], points[i])).toBe(true);
}

describe("findPath", () => {
  test("with nothing in the way it is one straight line", () => {
    expect(findPath(gridWithout([]), { x: 10, z: 10 }, { x: 200, z: 90 })).toEqual([{ x: 200, z: 90 }]);
  });

  test("is empty for who is there already", () => {
    expect(findPath(gridWithout([]), { x: 10, z: 10 }, { x: 10.1, z: 10 })).toEqual([]);
  });

  test("goes through the gap of a wall by about the shortest way", () => {
    const grid = gridWithout(WALL_WITH_GAP);
    const from = { x: 100, z: 150 };
    const path = findPath(grid, from, { x: 100, z: 170 });
    if (!path) throw new Error("no way");
    expectWalkable(grid, [from, ...path]);
    expect(length([from, ...path])).toBeLessThan(1.03 * (2 * Math.hypot(148, 10) + 1));
    expect(path.length).toBeLessThan(6);
  });

  test("a closed wall has no way through", () => {
    expect(findPath(gridWithout([[0, 160, 320, 161]]), { x: 100, z: 150 }, { x: 100, z: 180 })).toBeNull();
  });

  test("finds a gap of half a metre", () => {
    const grid = gridWithout([
      [0, 160, 250, 161],
      [250.5, 160, 320, 161],
    ]);
    const from = { x: 240, z: 150 };
    const path = findPath(grid, from, { x: 240, z: 170 });
    expectWalkable(grid, [from, ...(path ?? [])]);
    expect(path?.at(-1)).toEqual({ x: 240, z: 170 });
  });

  test("a target that nobody can stand on is reached as near as possible", () => {
    const grid = gridWithout([]);
    grid.stamp(kiosk(100, 100), { hx: 2, hz: 1 });
    const end = findPath(grid, { x: 50, z: 50 }, { x: 100, z: 100 })?.at(-1);
    if (!end) throw new Error("no way");
    expect(grid.walkable(end.x, end.z)).toBe(true);
    expect(Math.hypot(end.x - 100, end.z - 100)).toBeLessThan(2.5);
  });

  test("furniture that is put down later is gone round", () => {
    const grid = gridWithout(WALL_WITH_GAP);
    const from = { x: 230, z: 150 };
    findPath(grid, from, { x: 230, z: 170 });
    grid.stamp(kiosk(251, 160.5), { hx: 1.5, hz: 1 });
    const path = findPath(grid, from, { x: 230, z: 170 });
    expectWalkable(grid, [from, ...(path ?? [])]);
  });

  test("takes a few milliseconds across a square full of obstacles", () => {
    const posts = Array.from({ length: 400 }, (_, i) => {
      const x = 8 + (i % 20) * 15;
      const z = 8 + Math.floor(i / 20) * 15;
      return [x, z, x + 4, z + 4] as const;
    });
    const grid = gridWithout([...posts, [100, 60, 101, 300], [200, 10, 201, 250]]);
    const from = { x: 4, z: 280 };
    const to = { x: 316, z: 40 };
    findPath(grid, from, to);
    const times = Array.from({ length: 9 }, () => {
      const began = process.cpuUsage();
      findPath(grid, from, to);
      return process.cpuUsage(began).user / 1000;
    }).sort((a, b) => a - b);
    expect(times[4]).toBeLessThan(10);
  });
});
