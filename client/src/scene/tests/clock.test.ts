import { expect, test } from "vitest";
import { handsAt } from "../clock";

const degrees = (radians: number) => (radians * 180) / Math.PI;

test.each([
  [{ hour: 0, minute: 0, second: 0 }, 0, 0],
  [{ hour: 3, minute: 0, second: 0 }, 90, 0],
  [{ hour: 9, minute: 30, second: 0 }, 285, 180],
  [{ hour: 18, minute: 15, second: 0 }, 187.5, 90],
  [{ hour: 23, minute: 59, second: 30 }, 359.75, 357],
])("at %o the hands stand at %d° and %d°", (time, hour, minute) => {
  const hands = handsAt(time);
  expect(degrees(hands.hour)).toBeCloseTo(hour, 5);
  expect(degrees(hands.minute)).toBeCloseTo(minute, 5);
});
