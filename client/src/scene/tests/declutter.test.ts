import { describe, expect, it } from "vitest";
import { type Box, declutter, stack } from "../declutter";

const box = (key: number, x: number, rank: number): Box => ({ key, x, y: 0, width: 40, height: 20, rank });

describe("declutter", () => {
  it("nearer_of_two_that_overlap_is_shown", () => {
    expect(declutter([box(1, 0, 9), box(2, 20, 3)], 10)).toEqual(new Set([2]));
  });

  it("boxes_apart_are_all_shown_up_to_the_limit", () => {
    const boxes = [0, 100, 200, 300].map((x, n) => box(n, x, n));
    expect(declutter(boxes, 10).size).toBe(4);
    expect(declutter(boxes, 2)).toEqual(new Set([0, 1]));
  });

  it("no_two_shown_boxes_overlap_in_a_crowd", () => {
    const boxes = Array.from({ length: 300 }, (_, n) => ({
      ...box(n, (n * 37) % 500, (n * 17) % 91),
      y: (n * 53) % 200,
    }));
    const shown = boxes.filter(({ key }) => declutter(boxes, 60).has(key));
    expect(shown.length).toBeGreaterThan(10);
    for (const a of shown) {
      for (const b of shown) {
        if (a !== b) expect(Math.abs(a.x - b.x) >= 40 || Math.abs(a.y - b.y) >= 20).toBe(true);
      }
    }
  });
});

describe("stack", () => {
  it("first_keeps_its_place_and_the_next_is_lifted_over_it", () => {
    const [first, second, third] = stack([box(1, 0, 1), box(2, 10, 2), box(3, 300, 3)]);
    expect(first).toBe(0);
    expect(second).toBeGreaterThanOrEqual(20);
    expect(third).toBe(0);
  });

  it("pile_of_boxes_ends_without_overlap", () => {
    const boxes = Array.from({ length: 8 }, (_, n) => box(n, n * 3, n));
    const tops = stack(boxes).map((lift, n) => ({ y: -lift, n }));
    const sorted = tops.map(({ y }) => y).sort((a, b) => a - b);
    for (let n = 1; n < sorted.length; n++) expect(sorted[n] - sorted[n - 1]).toBeGreaterThanOrEqual(20);
  });
});
