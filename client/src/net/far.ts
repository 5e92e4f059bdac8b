/** Everybody in the place, coarsely: what FAR frames have told, for the minimap, the distant crowd and the lists. */

import { FAR_MAX, type FarFrame } from "./frames";

export interface FarPerson {
  readonly id: number;
  /** Metres, true to 1/256 of the place's side. */
  x: number;
  z: number;
  heard_s: number;
}

const FAR_EVERY_S = 2;
const LEAST_KEPT_S = 7;

export class FarStore {
  /** People in the whole place, as the world counts them; 0 before the first FAR. */
  total = 0;
  private readonly people = new Map<number, FarPerson>();
  private kept_s = LEAST_KEPT_S;
  private readonly side_m: number;

  constructor(side_m: number) {
    this.side_m = side_m;
  }

  values(): IterableIterator<FarPerson> {
    return this.people.values();
  }

  get size(): number {
    return this.people.size;
  }

  apply(frame: FarFrame, now_s: number): void {
    this.total = frame.total;
    const frames = Math.max(1, Math.ceil(frame.total / FAR_MAX));
    this.kept_s = Math.max(LEAST_KEPT_S, FAR_EVERY_S * (frames + 1) * 1.5);
    for (const row of frame.rows) {
      const x = row.x * this.side_m;
      const z = row.z * this.side_m;
      const person = this.people.get(row.id);
      if (person) Object.assign(person, { x, z, heard_s: now_s });
      else this.people.set(row.id, { id: row.id, x, z, heard_s: now_s });
    }
  }

  remove(ids: readonly number[]): void {
    for (const id of ids) this.people.delete(id);
  }

  /** Drops who did not come round in the rotation. */
  forget(now_s: number): void {
    for (const [id, person] of this.people) {
      if (now_s - person.heard_s > this.kept_s) this.people.delete(id);
    }
  }

  clear(): void {
    this.people.clear();
    this.total = 0;
  }
}
