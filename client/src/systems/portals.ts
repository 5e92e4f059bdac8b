/**
 * Doors between places: where a door leads, which one is on the way to a place, and going through.
 *
 * Another place is another page: it has its own address, title and history, and a browser frees all that the last
 * one drew. Who comes through a door is let in there by themselves, with name and look of this browser, in the
 * same view and language.
 */

import type { Pose } from "../net/pose";
import { GAIT, radiansOf } from "../net/pose";
import type { PlaceConfig, PlaceLink, PlaceObject, Spawn } from "../ui/config";
import type { TextKey } from "../ui/texts";

export interface Door {
  readonly object: PlaceObject;
  readonly to: PlaceLink;
  /** Name of the spawn behind it; null: anywhere in that place. */
  readonly spawn: string | null;
}

/** How far in front of a door's leaf, and to the side of its middle, one is taken to go through; metres. */
const THRESHOLD = { ahead_m: 1.25, aside_m: 1.5 } as const;
/** Walking this squarely at a door means going through; the cosine of 60°. */
const SQUARELY = 0.5;

/** Where an object leads, or null: it is no door, or the place behind it is not built. */
export function doorOf(config: PlaceConfig, object: PlaceObject): Door | null {
  const [place, spawn] = object.to?.split("#") ?? [];
  const to = config.places.find((candidate) => candidate.place === place);
  return to && to.place !== config.place ? { object, to, spawn: spawn ?? null } : null;
}

/** What going through is called: `verb` alone on a button, `whole` with `{place}`. Out of a house, or into one. */
export function doorWords(object: PlaceObject): { verb: TextKey; whole: TextKey } {
  if (object.kind === "way-out") return { verb: "door.out", whole: "door.out.to" };
  return { verb: "door.go", whole: "door.through" };
}

/** The door here through which the shortest way leads to `place`; null when none does. */
export function doorTowards(config: PlaceConfig, place: string): Door | null {
  const doors = config.document.objects.flatMap((object) => doorOf(config, object) ?? []);
  const seen = new Set([config.place]);
  let ways = doors.map((door) => ({ door, at: door.to }));
  while (ways.length > 0) {
    const found = ways.find(({ at }) => at.place === place);
    if (found) return found.door;
    const next: typeof ways = [];
    for (const { door, at } of ways) {
      if (seen.has(at.place)) continue;
      seen.add(at.place);
      for (const { to } of at.doors) {
        const beyond = config.places.find((candidate) => candidate.place === to.split("#")[0]);
        if (beyond && !seen.has(beyond.place)) next.push({ door, at: beyond });
      }
    }
    ways = next;
  }
  return null;
}

/** The address behind a door, in this view; `go` names what to walk to once there. */
export function addressOf(config: PlaceConfig, door: Door, go: string | null = null): string {
  const query = new URLSearchParams();
  if (config.view !== "auto") query.set("view", config.view);
  if (door.spawn) query.set("spawn", door.spawn);
  if (go) query.set("go", go);
  const asked = query.toString();
  return asked ? `${door.to.url}?${asked}` : door.to.url;
}

/** The pose of somebody who comes in at a spawn: at random in its disc, looking its way. */
export function arrival(spawn: Spawn, random: () => number): Pose {
  const [angle, reach] = [random() * 2 * Math.PI, Math.sqrt(random()) * spawn.radius_m];
  const x = spawn.x + reach * Math.cos(angle);
  return { x, y: 0, z: spawn.z + reach * Math.sin(angle), yaw: spawn.yaw, gait: GAIT.stand };
}

/** Knows when somebody walks into a door. One who has just come out of it must step away first. */
export class Doorstep {
  private doors: readonly Door[] = [];
  private armed = false;

  constructor(config: PlaceConfig) {
    this.take(config);
  }

  /** Knows the doors of the document from now on. One that is put up about somebody does not take them in. */
  take(config: PlaceConfig): void {
    this.armed = false;
    this.doors = config.document.objects.flatMap((object) => doorOf(config, object) ?? []);
  }

  /** The door that somebody at `pose` walks into, once; null otherwise. Ask at every step. */
  step(pose: Pose): Door | null {
    const near = this.doors.find((door) => isBefore(door.object, pose)) ?? null;
    if (!near) this.armed = true;
    if (!near || !this.armed || !walksInto(near.object, pose)) return null;
    this.armed = false;
    return near;
  }
}

function isBefore(object: PlaceObject, pose: Pose): boolean {
  const [sin, cos] = [Math.sin(radiansOf(object.yaw)), Math.cos(radiansOf(object.yaw))];
  const [dx, dz] = [pose.x - object.x, pose.z - object.z];
  const ahead = dx * sin - dz * cos;
  const aside = dx * cos + dz * sin;
  return ahead > -0.6 && ahead < THRESHOLD.ahead_m && Math.abs(aside) < THRESHOLD.aside_m;
}

function walksInto(object: PlaceObject, pose: Pose): boolean {
  // A wall stops the walk (gait "stand") while the wish still points at the door: the way one looks decides.
  return -Math.cos(radiansOf(pose.yaw) - radiansOf(object.yaw)) > SQUARELY;
}

/** Fetches what lies behind a door into the browser's cache, so that going through is quick; at most once each. */
export class Readiness {
  private readonly fetched = new Set<string>();

  prepare(door: Door, files: readonly ("shell" | "map" | "walk")[]): void {
    for (const file of files) {
      const url = door.to.built[file];
      if (this.fetched.has(url)) continue;
      this.fetched.add(url);
      void fetch(url, { priority: "low" } as RequestInit).then(
        (answer) => answer.arrayBuffer(),
        () => this.fetched.delete(url),
      );
    }
  }
}
