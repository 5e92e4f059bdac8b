import { expect, test } from "vitest";
import { indoorLight, outdoorLight, paintedAt } from "../hours";

const SEOUL = { lat: 37.5656, lon: 126.9781, bearing: 0 } as const;
const lightAt = (moment: string) => outdoorLight(Date.parse(moment), SEOUL);

test("lamps burn by night and not by day", () => {
  expect(lightAt("2026-11-21T12:30+09:00").lamps).toBe(0);
  expect(lightAt("2026-11-21T21:00+09:00").lamps).toBe(1);
  expect(lightAt("2026-11-21T21:00+09:00").sky.stars).toBe(1);
});

test("by day the light comes from where the sun stands", () => {
  const { towardsSun, sunDisc, thrown } = lightAt("2026-06-21T10:00+09:00");
  expect(towardsSun).toEqual(sunDisc);
  expect(thrown).toBe(1);
  expect(towardsSun[0]).toBeGreaterThan(0.4);
});

test("the light changes its side only while it lights nothing", () => {
  for (const altitude of [-5.45, -5.55]) expect(paintedAt(altitude).sun.strength).toBeLessThan(0.05);
});

test("nothing jumps between two minutes of a whole day", () => {
  let before = lightAt("2026-11-21T00:00+09:00");
  for (let minute = 1; minute < 1440; minute++) {
    const light = outdoorLight(Date.parse("2026-11-21T00:00+09:00") + minute * 60_000, SEOUL);
    expect(Math.abs(light.lamps - before.lamps)).toBeLessThan(0.05);
    expect(Math.abs(light.skyLight.strength - before.skyLight.strength)).toBeLessThan(0.05);
    before = light;
  }
});

test("a painted moment is met exactly, and the night is the lowest", () => {
  expect(paintedAt(40)).toEqual(paintedAt(90));
  expect(paintedAt(-20)).toEqual(paintedAt(-90));
});

test("indoors nothing throws a hard shadow, and by night the lamps burn", () => {
  const outside = outdoorLight(Date.parse("2026-11-21T12:00:00Z"), { lat: 37.57, lon: 126.98, bearing: 0 });
  expect(indoorLight(outside, 40).thrown).toBe(0);
  expect(indoorLight(outside, -30).lamps).toBe(1);
  expect(indoorLight(outside, 40).lamps).toBeLessThan(1);
});
