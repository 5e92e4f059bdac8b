import { expect, test } from "vitest";
import { moonAt, type Standing, sunAt, towards } from "../sun";

const SEOUL = { lat: 37.5665, lon: 126.978 } as const;
const sunOver = (moment: string): Standing => sunAt(Date.parse(moment), SEOUL.lat, SEOUL.lon);
/** The upper limb on the horizon, with refraction: what almanacs call sunrise and sunset. */
const HORIZON = -0.833;

/** Rising and setting in Seoul as the Korea Astronomy and Space Science Institute (KASI) publishes them. */
const ALMANAC = [
  ["2025-01-01T07:47+09:00", "rise"],
  ["2025-06-21T05:11+09:00", "rise"],
  ["2025-06-21T19:57+09:00", "set"],
  ["2025-12-22T07:43+09:00", "rise"],
  ["2025-12-22T17:17+09:00", "set"],
] as const;

test.each(ALMANAC)("at %s the sun is on Seoul's horizon", (moment, way) => {
  const minutes = (n: number) => new Date(Date.parse(moment) + n * 60_000).toISOString();
  const [before, after] = [sunOver(minutes(-1.6)).altitude, sunOver(minutes(1.6)).altitude];
  const [lower, upper] = way === "rise" ? [before, after] : [after, before];
  expect(lower).toBeLessThan(HORIZON);
  expect(upper).toBeGreaterThan(HORIZON);
});

test("at noon of the solstices the sun stands as high as latitude and tilt of the Earth say", () => {
  // 90° − 37.5665° ± 23.436°; solar noon in Seoul is about 12:34 in June, 12:30 in December.
  const june = sunOver("2025-06-21T12:34+09:00");
  expect(june.altitude).toBeCloseTo(75.87, 1);
  expect(Math.abs(june.azimuth - 180)).toBeLessThan(1.5);
  expect(sunOver("2025-12-22T12:30+09:00").altitude).toBeCloseTo(29.0, 1);
});

test("the sun rises in the east and sets in the west of the place's axes", () => {
  const [morning] = towards(sunOver("2025-03-20T07:30+09:00"), 0);
  const [evening] = towards(sunOver("2025-03-20T18:00+09:00"), 0);
  expect(morning).toBeGreaterThan(0.9);
  expect(evening).toBeLessThan(-0.9);
  const [, up, south] = towards(sunOver("2025-06-21T12:34+09:00"), 0);
  expect(up).toBeGreaterThan(0.95);
  expect(south).toBeGreaterThan(0);
});

test("a place laid out with its north to the east sees the morning sun straight ahead", () => {
  const [x, , z] = towards({ altitude: 0, azimuth: 90 }, 90);
  expect(x).toBeCloseTo(0);
  expect(z).toBeCloseTo(-1);
});

test("the full moon stands opposite the sun, the new moon beside it", () => {
  // Full moon 2025-11-05 13:19 UTC, new moon 2025-11-20 06:47 UTC (both published by NASA).
  const apart = (moment: string) => {
    const time = Date.parse(moment);
    const sun = towards(sunAt(time, SEOUL.lat, SEOUL.lon), 0);
    const moon = towards(moonAt(time, SEOUL.lat, SEOUL.lon), 0);
    return (Math.acos(sun.reduce((sum, axis, n) => sum + axis * (moon[n] ?? 0), 0)) * 180) / Math.PI;
  };
  expect(apart("2025-11-05T13:19Z")).toBeGreaterThan(173);
  expect(apart("2025-11-20T06:47Z")).toBeLessThan(7);
});
