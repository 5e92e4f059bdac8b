import { describe, expect, it } from "vitest";
import { readWon, wonWords } from "../won_read_back";

describe("amounts as people write them", () => {
  it.each([
    ["5억", 500_000_000],
    ["5억 3천만", 530_000_000],
    ["5억3천만원", 530_000_000],
    ["1.5억", 150_000_000],
    ["500,000,000", 500_000_000],
    ["２억", 200_000_000],
    ["3천5백만", 35_000_000],
    ["12345", 12_345],
  ])("%s is understood", (text, won) => expect(readWon(text)).toBe(won));

  it.each(["", "오억", "-5억", "abc", "0", "1000000000000000", "억", "만억"])("%s is no amount", (text) =>
    expect(readWon(text)).toBeNull(),
  );

  it.each([
    [500_000_000, "5억 원"],
    [530_000_000, "5억 3,000만 원"],
    [543_215_670, "5억 4,321만 5,670원"],
    [10_000, "1만 원"],
  ])("%i is said as %s", (won, words) => expect(wonWords(won)).toBe(words));
});
