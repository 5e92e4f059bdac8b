import { expect, test } from "vitest";
import { delay_s, lossOf } from "../retry";

test("five attempts or more fall into the first five seconds, whatever the dice say", () => {
  for (const random of [0, 0.5, 0.999]) {
    let at = 0;
    let attempts = 0;
    while (at < 5) {
      at += delay_s(attempts, "line", random);
      attempts++;
    }
    expect(attempts).toBeGreaterThanOrEqual(5);
  }
});

test("the wait never exceeds three seconds, and a square of clients is spread", () => {
  expect(delay_s(50, "line", 0.999)).toBe(3);
  expect(delay_s(0, "line", 0.999) - delay_s(0, "line", 0)).toBeGreaterThan(0.5);
});

test.each([
  [1006, "line"],
  [1012, "line"],
  [4001, "ticket"],
  [4002, "protocol"],
  [4003, "removed"],
  [4004, "line"],
  [4005, "elsewhere"],
  [4008, "full"],
  [4010, "line"],
])("code %i means %s", (code, loss) => {
  expect(lossOf(code)).toBe(loss);
});
