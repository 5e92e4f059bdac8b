import { expect, test } from "vitest";
import { seasonOf } from "../seasons";

test("leaves are green in summer, turned in November, withered in January", () => {
  expect(seasonOf(7)).toEqual({ turned: 0, withered: 0 });
  expect(seasonOf(11).turned).toBe(1);
  expect(seasonOf(1).withered).toBeGreaterThan(seasonOf(11).withered);
});

test("no month takes leaves out of their bounds, and none that does not exist turns them", () => {
  for (let month = 0; month <= 13; month++) {
    const { turned, withered } = seasonOf(month);
    expect(Math.min(turned, withered)).toBeGreaterThanOrEqual(0);
    expect(Math.max(turned, withered)).toBeLessThanOrEqual(1);
  }
  expect(seasonOf(13).turned).toBe(0);
});
