import { describe, expect, test } from "vitest";
import type { Box } from "../boxes";
import { standing } from "../boxes";
import { NameBoxes } from "../dots";

const WINDOW: Box = { left: 0, top: 0, right: 400, bottom: 300 };
const box = (left: number, top: number, width = 60, height = 20): Box => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
});

describe("words on the map", () => {
  test("a word that the window's edge would cut is not shown, and takes nobody's room", () => {
    const cut = { box: box(-10, 100), dot: null };
    const whole = { box: box(20, 100), dot: null };
    expect(standing([cut, whole], WINDOW)).toEqual([false, true]);
  });

  test("of two that would cover one another the first stands", () => {
    expect(
      standing(
        [box(50, 50), box(90, 60), box(200, 50)].map((at) => ({ box: at, dot: null })),
        WINDOW,
      ),
    ).toEqual([true, false, true]);
  });

  test("a word keeps clear of another's dot, not of its own", () => {
    const kiosk = { box: box(50, 60), dot: box(65, 45, 22, 22) };
    const zone = { box: box(40, 40), dot: null };
    expect(standing([zone, kiosk], WINDOW)).toEqual([false, true]);
  });
});

describe("names of people", () => {
  const fits = (names: NameBoxes, x_m: number, z_m: number) => names.fits("Minji", { x: x_m, z: z_m }, 10);

  test("do not slide under what already stands there", () => {
    const obstacle = box(80, 100, 60, 24);
    expect(fits(new NameBoxes([obstacle], WINDOW), 11, 10)).toBe(false);
    expect(fits(new NameBoxes([obstacle], WINDOW), 11, 13)).toBe(true);
  });

  test("do not cover one another and are not cut off", () => {
    const names = new NameBoxes([], WINDOW);
    expect(fits(names, 10, 10)).toBe(true);
    expect(fits(names, 11, 10.5)).toBe(false);
    expect(fits(names, 11, 14)).toBe(true);
    expect(fits(names, 0.5, 20)).toBe(false);
  });
});
