/** What of the place is on the small map: within reach, in the order in which it is drawn. */

import type { Point } from "../systems/path";

export interface Seen extends Point {
  readonly kind: "far" | "person" | "kiosk" | "portal";
  /** #rrggbb of a kiosk. */
  readonly colour?: string;
}

export interface SmallMark {
  readonly kind: Seen["kind"];
  /** Metres east and south of oneself. */
  readonly dx: number;
  readonly dz: number;
  readonly colour: string;
}

const COLOUR: Readonly<Record<Seen["kind"], string>> = {
  far: "#464c53",
  person: "#0b50d0",
  kiosk: "#0b50d0",
  portal: "#6b21a8",
};
/** Kiosks and doors that are farther lie on the edge, so that one sees which way to go. */
const EDGE = 0.93;

/** The marks within `reach_m` of `me`; people beyond are left out, kiosks and doors beyond stand at the edge. */
export function marksAround(seen: Iterable<Seen>, me: Point, reach_m: number): SmallMark[] {
  const marks: SmallMark[] = [];
  for (const { kind, x, z, colour } of seen) {
    let [dx, dz] = [x - me.x, z - me.z];
    const beyond = Math.max(Math.abs(dx), Math.abs(dz)) / (reach_m * EDGE);
    if (beyond > 1) {
      if (kind === "far" || kind === "person") continue;
      dx /= beyond;
      dz /= beyond;
    }
    marks.push({ kind, dx, dz, colour: colour ?? COLOUR[kind] });
  }
  return marks;
}
