import { expect, test } from "vitest";
import { isPlaying } from "../playing";

const FOUNTAIN = {
  id: "fountain",
  months: [3, 11] as [number, number],
  times: ["10:00-10:30", "23:00-24:00"],
};
const at = (month: number, hour: number, minute: number) => ({ month, hour, minute, second: 0 });

test("it plays from the first minute of a time to before its last", () => {
  expect(isPlaying(FOUNTAIN, at(5, 9, 59))).toBe(false);
  expect(isPlaying(FOUNTAIN, at(5, 10, 0))).toBe(true);
  expect(isPlaying(FOUNTAIN, at(5, 10, 29))).toBe(true);
  expect(isPlaying(FOUNTAIN, at(5, 10, 30))).toBe(false);
  expect(isPlaying(FOUNTAIN, at(5, 23, 59))).toBe(true);
});

test("out of its months it rests, and months may go over the new year", () => {
  expect(isPlaying(FOUNTAIN, at(12, 10, 10))).toBe(false);
  const winter = { ...FOUNTAIN, months: [11, 2] as [number, number] };
  expect(isPlaying(winter, at(1, 10, 10))).toBe(true);
  expect(isPlaying(winter, at(11, 10, 10))).toBe(true);
  expect(isPlaying(winter, at(6, 10, 10))).toBe(false);
});
