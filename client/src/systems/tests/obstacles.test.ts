import { describe, expect, it } from "vitest";
import { Obstacles } from "../obstacles";

/** Two triangles of a wall along x at z, `height` metres high. */
const wall = (x0: number, x1: number, z: number, height: number) => ({
  positions: [x0, 0, z, x1, 0, z, x1, height, z, x0, height, z],
  indices: [0, 1, 2, 0, 2, 3],
});

describe("obstacles", () => {
  it("wall_stands_where_its_triangles_are", () => {
    const obstacles = new Obstacles(40, 1);
    obstacles.add(wall(10, 20, 15.5, 6));
    expect(obstacles.heightAt(15.5, 15.5)).toBe(6);
    expect(obstacles.heightAt(15.5, 12.5)).toBe(0);
    expect(obstacles.heightAt(25.5, 15.5)).toBe(0);
  });

  it("kerbs_and_benches_hide_nothing", () => {
    const obstacles = new Obstacles(40, 1);
    obstacles.add(wall(10, 20, 15.5, 0.5));
    expect(obstacles.heightAt(15.5, 15.5)).toBe(0);
  });

  it("free_way_ends_before_the_wall_and_over_it_goes_on", () => {
    const obstacles = new Obstacles(40, 1);
    obstacles.add(wall(0, 40, 20.5, 6));
    const way = obstacles.freeWay([10, 1.5, 10], [0, 0, 1], 20);
    expect(way).toBeGreaterThan(8.5);
    expect(way).toBeLessThan(10.1);
    expect(obstacles.freeWay([10, 8, 10], [0, 0, 1], 20)).toBe(20);
  });

  it("free_way_ends_at_the_ground", () => {
    const way = new Obstacles(40, 1).freeWay([10, 2, 10], [0, -1, 0], 20);
    expect(way).toBeGreaterThan(1.5);
    expect(way).toBeLessThanOrEqual(2);
  });

  it("what_hangs_over_walkable_ground_is_no_wall", () => {
    const obstacles = new Obstacles(40, 1);
    obstacles.add(wall(0, 40, 20.5, 6));
    obstacles.clearWhere((x) => x > 20);
    expect(obstacles.heightAt(30.5, 20.5)).toBe(0);
    expect(obstacles.heightAt(10.5, 20.5)).toBe(6);
  });

  it("triangles_outside_the_place_are_left_out", () => {
    const obstacles = new Obstacles(40, 1);
    obstacles.add(wall(-90, -50, 15, 30));
    obstacles.add(wall(60, 90, 15, 30));
    expect(obstacles.heightAt(0.5, 15.5)).toBe(0);
    expect(obstacles.heightAt(39.5, 15.5)).toBe(0);
  });
});
