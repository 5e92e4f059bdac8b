import { describe, expect, it } from "vitest";
import { inkOn, luminance, wrap } from "../board_text";

const byLetters = (line: string) => line.length * 10;

describe("inkOn", () => {
  it("ink_reads_at_least_at_4_5_to_1_on_every_ground", () => {
    for (const ground of ["#000000", "#ffffff", "#2f6fb5", "#f1c232", "#808080", "#c8372d"]) {
      const [low, high] = [luminance(ground), luminance(inkOn(ground))].sort((a, b) => a - b);
      expect((high + 0.05) / (low + 0.05)).toBeGreaterThanOrEqual(4.5);
    }
  });
});

describe("wrap", () => {
  it("words_are_kept_whole_and_no_line_is_too_wide", () => {
    expect(wrap("aa bbb cc dddd", 65, 9, byLetters)).toEqual(["aa bbb", "cc", "dddd"]);
  });

  it("text_over_the_limit_ends_with_an_ellipsis", () => {
    const lines = wrap("aa bb cc dd", 20, 2, byLetters);
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(/…$/);
  });

  it("empty_text_has_no_lines", () => {
    expect(wrap("", 100, 3, byLetters)).toEqual([]);
  });
});
