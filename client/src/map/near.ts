/** Who is near, in order, and who has just come near: what the list shows and what is announced. */

import { type Neighbour, type Neighbours, poseAt } from "../net/neighbours";
import type { Pose } from "../net/pose";

export interface NearPerson {
  id: number;
  neighbour: Neighbour;
  pose: Pose;
  /** Metres east and south of oneself. */
  dx: number;
  dz: number;
  distance_m: number;
}

/** Everybody in sight at `now_s`, nearest first. */
export function nearPeople(neighbours: Neighbours, me: Pose, now_s: number): NearPerson[] {
  const people: NearPerson[] = [];
  for (const neighbour of neighbours.values()) {
    const pose = poseAt(neighbour, now_s, { x: 0, y: 0, z: 0, yaw: 0, gait: 0 });
    const dx = pose.x - me.x;
    const dz = pose.z - me.z;
    people.push({ id: neighbour.id, neighbour, pose, dx, dz, distance_m: Math.hypot(dx, dz) });
  }
  return people.sort((a, b) => a.distance_m - b.distance_m);
}

const NEAR_M = 8;
const AWAY_M = 14;
const TELL_EVERY_S = 5;
const NAMED_MOST = 2;

/** Gathers who comes near, so that a crowd is one sentence every few seconds and not one for each. */
export class Arrivals {
  private readonly near = new Set<number>();
  private readonly waiting = new Map<number, string | null>();
  private toldAt_s = Number.NEGATIVE_INFINITY;

  /** Answers whom to announce now: names of up to two, or only how many; null for nobody yet. */
  take(people: readonly NearPerson[], now_s: number): { names: string[] } | { count: number } | null {
    for (const { id, distance_m, neighbour } of people) {
      const name = neighbour.person?.name ?? null;
      if (distance_m > AWAY_M) this.near.delete(id);
      else if (distance_m < NEAR_M && !this.near.has(id)) {
        this.near.add(id);
        this.waiting.set(id, name);
      } else if (this.waiting.has(id)) this.waiting.set(id, name);
    }
    this.dropWhoLeft(people);
    if (this.waiting.size === 0 || now_s - this.toldAt_s < TELL_EVERY_S) return null;
    const names = [...this.waiting.values()];
    if (names.length <= NAMED_MOST && names.includes(null)) return null;
    this.waiting.clear();
    this.toldAt_s = now_s;
    return names.length <= NAMED_MOST ? { names: names as string[] } : { count: names.length };
  }

  private dropWhoLeft(people: readonly NearPerson[]): void {
    const here = new Set(people.map((person) => person.id));
    for (const id of [...this.near]) {
      if (here.has(id)) continue;
      this.near.delete(id);
      this.waiting.delete(id);
    }
  }
}
