/** Whose foot comes down now: the own steps and those of the nearest people, never so many that they drum. */

import { stepEvery_s, stepLevel } from "./levels";

export interface Walking {
  readonly id: number;
  readonly gait: number;
  readonly distance_m: number;
}

const HEARD_MOST = 6;
const QUIETEST = 0.01;

export class Steps {
  private readonly next_s = new Map<number, number>();

  /** The steps due at `now_s`, of `people` with the nearest first; call it about ten times a second. */
  take(people: readonly Walking[], now_s: number): { level: number; pitch: number }[] {
    const due: { level: number; pitch: number }[] = [];
    const walking = new Set<number>();
    for (const { id, gait, distance_m } of people.slice(0, HEARD_MOST)) {
      const every_s = stepEvery_s(gait);
      const level = stepLevel(distance_m);
      if (every_s === null || level < QUIETEST) continue;
      walking.add(id);
      const next_s = this.next_s.get(id) ?? now_s;
      if (now_s < next_s) continue;
      const after_s = next_s + every_s;
      this.next_s.set(id, after_s > now_s ? after_s : now_s + every_s);
      due.push({ level, pitch: 0.85 + ((id * 7 + due.length) % 10) * 0.035 });
    }
    for (const id of this.next_s.keys()) if (!walking.has(id)) this.next_s.delete(id);
    return due;
  }
}
