import { expect, it } from "vitest";
import { fitted } from "../pictures";

it("shows the whole of a wide and of a tall picture, in the middle of the sheet", () => {
  expect(fitted({ width: 320, height: 180 }, 1600, 900)).toEqual({ x: 0, y: 0, width: 1600, height: 900 });
  expect(fitted({ width: 500, height: 1000 }, 1600, 900)).toEqual({ x: 575, y: 0, width: 450, height: 900 });
});
