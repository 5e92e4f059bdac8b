import { expect, test } from "vitest";
import type { PlaceConfig } from "../../ui/config";
import { lightNow, PlaceClock } from "../hour";

test("the clock goes on from the server's time by what passes here, whatever this machine believes", () => {
  let ticks = 5;
  const clock = new PlaceClock("2026-11-21T03:00:00+00:00", "Asia/Seoul", () => ticks);
  ticks += 90_000;
  expect(new Date(clock.now_ms()).toISOString()).toBe("2026-11-21T03:01:30.000Z");
  expect(clock.timeOfDay()).toEqual({ month: 11, hour: 12, minute: 1, second: 30 });
});

test("midnight is hour 0 of the city's own day", () => {
  const clock = new PlaceClock("2026-12-31T15:00:00Z", "Asia/Seoul", () => 0);
  expect(clock.timeOfDay()).toEqual({ month: 1, hour: 0, minute: 0, second: 0 });
});

test("another moment may be given, a wrong one is named", () => {
  const clock = new PlaceClock("2026-11-21T03:00:00Z", "Asia/Seoul", () => 0);
  clock.set("2026-11-21T21:00+09:00");
  expect(clock.timeOfDay().hour).toBe(21);
  expect(() => clock.set("tonight")).toThrow("Moment 'tonight' refused");
});

test("a room keeps its light by night and shows the sky of the hour", () => {
  const geo = { lat: 37.5656, lon: 126.9781, bearing: 0 };
  const config = (sky: "indoor" | "outdoor") => ({ geo, document: { sky } }) as PlaceConfig;
  const [noon, night] = ["2026-11-21T12:00+09:00", "2026-11-21T22:00+09:00"].map(
    (moment) => new PlaceClock(moment, "Asia/Seoul", () => 0),
  ) as [PlaceClock, PlaceClock];
  const [bright, lamplit] = [lightNow(config("indoor"), noon), lightNow(config("indoor"), night)];
  expect(lamplit.sky).toEqual(lightNow(config("outdoor"), night).sky);
  expect(lamplit.skyLight.strength).toBeGreaterThan(0.7 * bright.skyLight.strength);
  expect(lightNow(config("outdoor"), noon)).not.toEqual(lightNow(config("outdoor"), night));
});
