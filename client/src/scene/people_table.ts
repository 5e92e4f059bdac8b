/**
 * The crowd's tables on the GPU: a row of motion and a row of colours for each person. 64 people share a line of
 * the texture, and only lines in which something changed are sent.
 */
import { Color, DataTexture, FloatType, NearestFilter, RGBAFormat, UnsignedByteType } from "three";
import { ROW } from "./motion";
import { LINE, PAINTS } from "./people_glsl";

export class PeopleTable {
  readonly capacity: number;
  readonly rows: Float32Array<ArrayBuffer>;
  readonly motion: DataTexture;
  readonly paint: DataTexture;
  private readonly colours: Uint8Array<ArrayBuffer>;
  private readonly moved = new Set<number>();
  private readonly repainted = new Set<number>();
  private readonly colour = new Color();

  /** `capacity` is rounded up to whole lines. */
  constructor(capacity: number) {
    const lines = Math.ceil(capacity / LINE);
    this.capacity = lines * LINE;
    this.rows = new Float32Array(this.capacity * ROW);
    this.colours = new Uint8Array(this.capacity * PAINTS * 4);
    this.motion = new DataTexture(this.rows, LINE * (ROW / 4), lines, RGBAFormat, FloatType);
    this.paint = new DataTexture(this.colours, LINE * PAINTS, lines, RGBAFormat, UnsignedByteType);
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
    this.moved.add(Math.floor(slot / LINE));
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
    this.repainted.add(Math.floor(slot / LINE));
  }

  /** Marks the lines that changed since the last call for sending with the next draw. */
  upload(): void {
    send(this.motion, this.moved, LINE * ROW);
    send(this.paint, this.repainted, LINE * PAINTS * 4);
  }
}

function send(table: DataTexture, changed: Set<number>, length: number): void {
  if (changed.size === 0) return;
  for (const line of changed) table.addUpdateRange(line * length, length);
  table.needsUpdate = true;
  changed.clear();
}
