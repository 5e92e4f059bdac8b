/** The crowd's tables on the GPU: a row of motion and a row of colours for each person, uploaded by need. */
import { Color, DataTexture, FloatType, NearestFilter, RGBAFormat, UnsignedByteType } from "three";
import { ROW } from "./motion";
import { PAINTS } from "./people_glsl";

/** More changed rows than this in one frame go up as the whole table in one call. */
const SINGLE_ROWS = 16;

export class PeopleTable {
  readonly capacity: number;
  readonly rows: Float32Array<ArrayBuffer>;
  readonly motion: DataTexture;
  readonly paint: DataTexture;
  private readonly colours: Uint8Array<ArrayBuffer>;
  private readonly moved = new Set<number>();
  private readonly repainted = new Set<number>();
  private readonly colour = new Color();

  constructor(capacity: number) {
    this.capacity = capacity;
    this.rows = new Float32Array(capacity * ROW);
    this.colours = new Uint8Array(capacity * PAINTS * 4);
    this.motion = new DataTexture(this.rows, ROW / 4, capacity, RGBAFormat, FloatType);
    this.paint = new DataTexture(this.colours, PAINTS, capacity, RGBAFormat, UnsignedByteType);
    for (const table of [this.motion, this.paint]) {
      table.magFilter = table.minFilter = NearestFilter;
      table.needsUpdate = true;
    }
  }

  /** Where the row of `slot` begins in `rows`. */
  at(slot: number): number {
    return slot * ROW;
  }

  touch(slot: number): void {
    this.moved.add(slot);
  }

  /** sRGB hex colours for the paint slots of `_RIG`, stored linear. */
  setColours(slot: number, colours: readonly string[]): void {
    colours.slice(0, PAINTS).forEach((hex, paint) => {
      this.colour.set(hex);
      const at = (slot * PAINTS + paint) * 4;
      this.colours[at] = Math.round(this.colour.r * 255);
      this.colours[at + 1] = Math.round(this.colour.g * 255);
      this.colours[at + 2] = Math.round(this.colour.b * 255);
      this.colours[at + 3] = 255;
    });
    this.repainted.add(slot);
  }

  /** Marks what changed since the last call for upload with the next draw. */
  upload(): void {
    send(this.motion, this.moved, ROW);
    send(this.paint, this.repainted, PAINTS * 4);
  }
}

function send(table: DataTexture, changed: Set<number>, row: number): void {
  if (changed.size === 0) return;
  table.clearUpdateRanges();
  if (changed.size <= SINGLE_ROWS) for (const slot of changed) table.addUpdateRange(slot * row, row);
  table.needsUpdate = true;
  changed.clear();
}
