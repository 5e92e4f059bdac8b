/** The people in sight: their latest samples, who they are, and where to show them at any moment. */

import type { CrowdFrame, CrowdRow } from "./frames";
import type { Person } from "./messages";
import { copyPose, extrapolate, type Pose, turnBetween } from "./pose";

/** Somebody in sight. Show them at `poseAt(neighbour, now_s, out)`. */
export interface Neighbour {
  readonly id: number;
  /** Null until the world has said who this is. */
  person: Person | null;
  /** The last sample, true at `at_s` of the session's clock. */
  sample: Pose;
  at_s: number;
  /** Where they were shown minus where the sample puts them, at `corrected_s`; fades over `BLEND_S`. */
  error: { x: number; y: number; z: number; yaw: number };
  corrected_s: number;
  /** When a frame last named them. */
  heard_s: number;
}

/** A correction is blended in over this time, so that nobody jumps. */
export const BLEND_S = 0.2;
/** Silence longer than this stops the extrapolation: the person's line is gone. */
export const STALE_S = 1.3;
const FORGET_S = 3;
const NAME_KEPT_S = 50;
const ASK_AGAIN_S = 3;
const ASK_MOST = 64;
const JUMP_M = 6;

/** Writes into `out` where to show `neighbour` at `now_s`: extrapolated, with the last correction blended in. */
export function poseAt(neighbour: Neighbour, now_s: number, out: Pose): Pose {
  const age_s = Math.max(0, now_s - neighbour.at_s);
  extrapolate(neighbour.sample, Math.min(age_s, STALE_S), out);
  const rest = 1 - (now_s - neighbour.corrected_s) / BLEND_S;
  if (rest > 0) {
    const { error } = neighbour;
    out.x += error.x * rest;
    out.y += error.y * rest;
    out.z += error.z * rest;
    out.yaw = (out.yaw + error.yaw * rest + 256) % 256;
  }
  return out;
}

export class Neighbours {
  private readonly inSight = new Map<number, Neighbour>();
  private readonly known = new Map<number, { person: Person; heard_s: number }>();
  private readonly asked = new Map<number, number>();
  private readonly wanted = new Set<number>();
  private readonly shown: Pose = { x: 0, y: 0, z: 0, yaw: 0, gait: 0 };

  get size(): number {
    return this.inSight.size;
  }

  get(id: number): Neighbour | undefined {
    return this.inSight.get(id);
  }

  values(): IterableIterator<Neighbour> {
    return this.inSight.values();
  }

  /** Who `id` is, also when they are out of sight by now. */
  person(id: number): Person | null {
    return this.known.get(id)?.person ?? null;
  }

  /**
   * Takes a CROWD frame that was true at `at_s` and arrived at `now_s`; `me` is left out.
   * Answers the ids whose sample changed.
   */
  apply(frame: CrowdFrame, at_s: number, now_s: number, me: number | null): number[] {
    const changed: number[] = [];
    for (const row of frame.rows) {
      if (row.id === me) continue;
      const known = this.known.get(row.id);
      if (known) known.heard_s = now_s;
      else if (now_s - (this.asked.get(row.id) ?? Number.NEGATIVE_INFINITY) > ASK_AGAIN_S) {
        this.wanted.add(row.id);
      }
      const neighbour = this.inSight.get(row.id);
      if (!neighbour) {
        this.inSight.set(row.id, newcomer(row, at_s, now_s, known?.person ?? null));
        changed.push(row.id);
      } else if (this.take(neighbour, row, at_s, now_s)) changed.push(row.id);
    }
    return changed;
  }

  /** At most 64 ids to ask `who` for now; empty when everybody is known. */
  takeWanted(now_s: number): number[] {
    const ids = [...this.wanted].slice(0, ASK_MOST);
    for (const id of ids) {
      this.wanted.delete(id);
      this.asked.set(id, now_s);
    }
    return ids;
  }

  /** Ask anew who everybody in sight is: something about them has changed. */
  askAgain(): void {
    for (const id of this.inSight.keys()) this.wanted.add(id);
  }

  name(people: readonly Person[], now_s: number): void {
    for (const person of people) {
      this.known.set(person.id, { person, heard_s: now_s });
      this.asked.delete(person.id);
      const neighbour = this.inSight.get(person.id);
      if (neighbour) neighbour.person = person;
    }
  }

  /** These have left the place. */
  remove(ids: readonly number[]): void {
    for (const id of ids) {
      this.inSight.delete(id);
      this.known.delete(id);
      this.asked.delete(id);
      this.wanted.delete(id);
    }
  }

  /** Drops who was not named for 3 s and names not needed any more; answers the ids that went out of sight. */
  forget(now_s: number): number[] {
    const gone: number[] = [];
    for (const neighbour of this.inSight.values()) {
      if (now_s - neighbour.heard_s > FORGET_S) gone.push(neighbour.id);
    }
    for (const id of gone) {
      this.inSight.delete(id);
      this.wanted.delete(id);
    }
    for (const [id, { heard_s }] of this.known) {
      if (now_s - heard_s > NAME_KEPT_S) this.known.delete(id);
    }
    for (const [id, asked_s] of this.asked) {
      if (now_s - asked_s > ASK_AGAIN_S) this.asked.delete(id);
    }
    return gone;
  }

  clear(): void {
    this.inSight.clear();
    this.known.clear();
    this.asked.clear();
    this.wanted.clear();
  }

  private take(neighbour: Neighbour, row: CrowdRow, at_s: number, now_s: number): boolean {
    neighbour.heard_s = now_s;
    if (at_s < neighbour.at_s) return false;
    const shown = poseAt(neighbour, now_s, this.shown);
    const told = extrapolate(row, now_s - at_s, copyPose(row));
    const { error } = neighbour;
    error.x = shown.x - told.x;
    error.y = shown.y - told.y;
    error.z = shown.z - told.z;
    error.yaw = turnBetween(told.yaw, shown.yaw);
    if (Math.hypot(error.x, error.z) > JUMP_M) error.x = error.y = error.z = error.yaw = 0;
    neighbour.corrected_s = now_s;
    neighbour.sample = copyPose(row);
    neighbour.at_s = at_s;
    return true;
  }
}

function newcomer(row: CrowdRow, at_s: number, now_s: number, person: Person | null): Neighbour {
  return {
    id: row.id,
    person,
    sample: copyPose(row),
    at_s,
    error: { x: 0, y: 0, z: 0, yaw: 0 },
    corrected_s: at_s,
    heard_s: now_s,
  };
}
