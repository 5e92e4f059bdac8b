import { describe, expect, test } from "vitest";
import { GAIT, type Pose } from "../pose";
import { MoveSender, SampleClock } from "../reckoning";

const standing: Pose = { x: 100, y: 0, z: 100, yaw: 0, gait: GAIT.stand };

/** How often a pose that `at` gives for each moment is sent in `seconds`, asked 60 times a second. */
function sendings(at: (t: number) => Pose, seconds: number): number {
  const sender = new MoveSender();
  let sent = 0;
  for (let frame = 0; frame < seconds * 60; frame++) if (sender.due(at(frame / 60), frame / 60)) sent++;
  return sent;
}

describe("MoveSender", () => {
  test("somebody who stands is heard about once a second", () => {
    const sent = sendings(() => standing, 20);
    expect(sent).toBeGreaterThanOrEqual(20);
    expect(sent).toBeLessThan(25);
  });

  test("a straight walk needs no more than standing", () => {
    const sent = sendings((t) => ({ ...standing, z: 100 - 1.4 * t, gait: GAIT.walk }), 20);
    expect(sent).toBeLessThan(25);
  });

  test("constant turning is sent ten times a second and not more often", () => {
    const sent = sendings((t) => ({ ...standing, yaw: (t * 100) % 256 }), 10);
    expect(sent).toBeGreaterThan(80);
    expect(sent).toBeLessThanOrEqual(101);
  });

  test("a departure of 9 cm waits, one of 11 cm does not", () => {
    const sender = new MoveSender();
    sender.due(standing, 0);
    expect(sender.due({ ...standing, x: 100.09 }, 0.2)).toBe(false);
    expect(sender.due({ ...standing, x: 100.11 }, 0.2)).toBe(true);
  });

  test("a change of gait goes at once, but not within the same tenth of a second", () => {
    const sender = new MoveSender();
    sender.due(standing, 0);
    const walking = { ...standing, gait: GAIT.walk };
    expect(sender.due(walking, 0.05)).toBe(false);
    expect(sender.due(walking, 0.1)).toBe(true);
  });
});

describe("SampleClock", () => {
  test("a frame that was held up is dated back to when it was true", () => {
    const clock = new SampleClock(10);
    for (let tick = 0; tick < 20; tick++) clock.timeOf(tick, 5 + tick * 0.1);
    expect(clock.timeOf(20, 5 + 20 * 0.1 + 0.3)).toBeCloseTo(7, 1);
  });

  test("ticks wrap at 65,536", () => {
    const clock = new SampleClock(10);
    const before = clock.timeOf(65_535, 10);
    expect(clock.timeOf(0, 10.1)).toBeCloseTo(before + 0.1, 3);
  });

  test("never answers a moment that is still to come", () => {
    const clock = new SampleClock(10);
    clock.timeOf(0, 10);
    expect(clock.timeOf(1, 10.02)).toBeLessThanOrEqual(10.02);
  });
});
