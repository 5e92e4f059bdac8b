/** A square of 320 m like the plaza: houses on three sides, a wall with a gap, kiosks. For tests of walking. */

import type { PlaceObject } from "../../ui/config";
import { WalkGrid } from "../walk";

export const SIDE_M = 320;
export const CELL_M = 0.25;

export function kiosk(x: number, z: number, yaw = 0): PlaceObject {
  return { id: `kiosk-${x}-${z}`, kind: "kiosk", x, z, yaw };
}

/** `blocked` are rectangles [west, north, east, south] in metres where nobody may stand. */
export function gridWithout(blocked: readonly (readonly [number, number, number, number])[]): WalkGrid {
  const size = SIDE_M / CELL_M;
  const bits = new Uint8Array((size * size) / 8).fill(255);
  for (const [west, north, east, south] of blocked) {
    for (let row = north / CELL_M; row < south / CELL_M; row++) {
      for (let column = west / CELL_M; column < east / CELL_M; column++) {
        const cell = row * size + column;
        bits[cell >> 3] &= ~(1 << (cell & 7));
      }
    }
  }
  return new WalkGrid(bits, SIDE_M, CELL_M);
}

/** The wall from west to east at z = 160 with a gap of 4 m at x = 250. */
export const WALL_WITH_GAP = [
  [0, 160, 248, 161],
  [252, 160, 320, 161],
] as const;
