import { describe, expect, it } from "vitest";
import { marksAround, type Seen } from "../around";

const me = { x: 100, z: 100 };
const marks = (...seen: Seen[]) => marksAround(seen, me, 50);

describe("marksAround", () => {
  it("shows who is within reach, east and south of oneself", () => {
    expect(marks({ kind: "person", x: 110, z: 90 })).toMatchObject([{ kind: "person", dx: 10, dz: -10 }]);
  });

  it("leaves out people beyond, but keeps kiosks and doors on the edge, in their direction", () => {
    expect(marks({ kind: "person", x: 170, z: 100 }, { kind: "far", x: 10, z: 100 })).toEqual([]);
    const [kiosk, door] = marks({ kind: "kiosk", x: 200, z: 100 }, { kind: "portal", x: 100, z: 0 });
    expect(kiosk.dx).toBeCloseTo(46.5);
    expect(kiosk.dz).toBe(0);
    expect(door.dz).toBeCloseTo(-46.5);
  });

  it("gives a kiosk its own colour", () => {
    expect(marks({ kind: "kiosk", x: 100, z: 100, colour: "#123456" })[0].colour).toBe("#123456");
  });
});
