import { describe, expect, it } from "vitest";
import { GAIT } from "../../net/pose";
import { fountainLevel, murmurLevel, stepEvery_s, stepLevel } from "../levels";
import { Steps } from "../steps";

describe("levels", () => {
  it("fall with the distance to nothing", () => {
    expect(fountainLevel(0)).toBe(1);
    expect(fountainLevel(20)).toBeLessThan(fountainLevel(10));
    expect(fountainLevel(46)).toBe(0);
    expect(stepLevel(0)).toBeGreaterThan(stepLevel(1));
    expect(stepLevel(15)).toBe(0);
  });

  it("grow with the number of people near, and never beyond 1", () => {
    const people = (n: number, at: number) => murmurLevel(Array.from({ length: n }, () => at));
    expect(murmurLevel([])).toBe(0);
    expect(people(3, 30)).toBe(0);
    expect(people(2, 5)).toBeLessThan(people(20, 5));
    expect(people(500, 1)).toBe(1);
  });

  it("know who makes steps", () => {
    expect(stepEvery_s(GAIT.walk)).toBeGreaterThan(stepEvery_s(GAIT.run) ?? 1);
    for (const gait of [GAIT.stand, GAIT.sit, GAIT.roll]) expect(stepEvery_s(gait)).toBeNull();
  });
});

describe("Steps", () => {
  const walker = { id: -1, gait: GAIT.walk, distance_m: 0 };

  it("come in the rhythm of the gait", () => {
    const steps = new Steps();
    let heard = 0;
    for (let now_s = 0; now_s < 5.2; now_s += 0.1) heard += steps.take([walker], now_s).length;
    expect(heard).toBeGreaterThanOrEqual(9);
    expect(heard).toBeLessThanOrEqual(11);
  });

  it("are silent for who stands, and of a crowd only the nearest are heard", () => {
    const steps = new Steps();
    expect(steps.take([{ ...walker, gait: GAIT.stand }], 1)).toEqual([]);
    const crowd = Array.from({ length: 80 }, (_, id) => ({ id, gait: GAIT.walk, distance_m: 2 }));
    expect(steps.take(crowd, 2)).toHaveLength(6);
  });

  it("do not catch up after a pause", () => {
    const steps = new Steps();
    steps.take([walker], 0);
    expect(steps.take([walker], 60)).toHaveLength(1);
    expect(steps.take([walker], 60.1)).toHaveLength(0);
  });
});
