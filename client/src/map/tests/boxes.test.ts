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
    const cut = { boxes: [box(-10, 100)], dot: null };
    const whole = { boxes: [box(20, 100)], dot: null };
    expect(standing([cut, whole], WINDOW)).toEqual([-1, 0]);
  });

  test("of two that would cover one another the first stands", () => {
    expect(
      standing(
        [box(50, 50), box(90, 60), box(200, 50)].map((at) => ({ boxes: [at], dot: null })),
        WINDOW,
      ),
    ).toEqual([0, -1, 0]);
  });

  test("a word keeps clear of another's dot, not of its own", () => {
    const kiosk = { boxes: [box(50, 60)], dot: box(65, 45, 22, 22) };
    const zone = { boxes: [box(40, 40)], dot: null };
    expect(standing([zone, kiosk], WINDOW)).toEqual([-1, 0]);
  });

  test("a word goes to the next free side of its dot, and clear of what else is there", () => {
    const dot = box(90, 90, 22, 22);
    const sides = [box(70, 115), box(70, 65), box(115, 90)];
    expect(standing([{ boxes: sides, dot }], WINDOW, [box(75, 120, 30, 30)])).toEqual([1]);
    expect(standing([{ boxes: sides, dot }], WINDOW, [box(75, 60, 20, 80)])).toEqual([2]);
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
