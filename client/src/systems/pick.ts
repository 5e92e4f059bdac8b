/** What is under the pointer: a person, a thing of the place document, or a spot on the ground. */
import { type PerspectiveCamera, Raycaster, Vector2, type Vector3 } from "three";
import { radiansOf } from "../net/pose";
import type { Crowd } from "../scene/crowd";
import type { FurnitureMeta } from "../scene/furniture";
import type { Drawn } from "../scene/motion";
import type { PlaceDocument, PlaceObject } from "../ui/config";
import type { Obstacles } from "./obstacles";

export type Picked =
  | { readonly kind: "person"; readonly id: number }
  | { readonly kind: "object"; readonly object: PlaceObject }
  | { readonly kind: "ground"; readonly x: number; readonly z: number };

export interface Ray {
  readonly origin: Vector3;
  /** Unit length. */
  readonly direction: Vector3;
}

/** Chosen generously: a finger is thicker than a person far away. */
const PERSON = { radius_m: 0.45, height_m: 1.85 } as const;
const REACH_M = 220;
const OBJECT_HEIGHT_M = 3.4;

/** The ray through (x, y) CSS pixels of a stage of that size. */
export function rayThrough(eye: PerspectiveCamera, x: number, y: number, width: number, height: number): Ray {
  const caster = new Raycaster();
  caster.setFromCamera(new Vector2((x / width) * 2 - 1, 1 - (y / height) * 2), eye);
  return caster.ray;
}

/** Metres along the ray to an upright box of half extents `hx`, `hz`, turned by `yaw`; Infinity when missed. */
export function hitBox(
  ray: Ray,
  box: { x: number; z: number; yaw: number; hx: number; hz: number; height_m: number },
): number {
  const [cos, sin] = [Math.cos(box.yaw), Math.sin(box.yaw)];
  const [ox, oz] = [ray.origin.x - box.x, ray.origin.z - box.z];
  const origin = [ox * cos + oz * sin, ray.origin.y, oz * cos - ox * sin];
  const { x: dx, y: dy, z: dz } = ray.direction;
  const direction = [dx * cos + dz * sin, dy, dz * cos - dx * sin];
  const low = [-box.hx, 0, -box.hz];
  const high = [box.hx, box.height_m, box.hz];
  let [enter, exit] = [0, Number.POSITIVE_INFINITY];
  for (let axis = 0; axis < 3; axis++) {
    if (Math.abs(direction[axis]) < 1e-9) {
      if (origin[axis] < low[axis] || origin[axis] > high[axis]) return Number.POSITIVE_INFINITY;
      continue;
    }
    const a = (low[axis] - origin[axis]) / direction[axis];
    const b = (high[axis] - origin[axis]) / direction[axis];
    enter = Math.max(enter, Math.min(a, b));
    exit = Math.min(exit, Math.max(a, b));
  }
  return enter <= exit ? enter : Number.POSITIVE_INFINITY;
}

/** Metres along the ray to the ground at y = 0; Infinity when it looks up. */
export function hitGround(ray: Ray): number {
  return ray.direction.y < -1e-4 ? -ray.origin.y / ray.direction.y : Number.POSITIVE_INFINITY;
}

export interface Pickable {
  readonly placeDocument: PlaceDocument;
  readonly furniture: FurnitureMeta;
  readonly crowd: Crowd;
  readonly people: Iterable<{ id: number; slot: number }>;
  readonly obstacles: Obstacles;
}

/** The nearest thing the ray meets, or null for sky and walls. */
export function pick(ray: Ray, within: Pickable, now_s: number): Picked | null {
  const { origin, direction } = ray;
  const wall = within.obstacles.freeWay(origin.toArray(), direction.toArray(), REACH_M);
  let least = REACH_M;
  let picked: Picked | null = null;
  const ground = hitGround(ray);
  // freeWay ends at walls and at the ground alike; only where both agree is it ground.
  if (ground < REACH_M && ground <= wall + within.obstacles.cell_m) {
    least = ground;
    picked = { kind: "ground", x: origin.x + direction.x * ground, z: origin.z + direction.z * ground };
  }
  for (const object of within.placeDocument.objects) {
    const kind = within.furniture.kinds[object.kind];
    if (!kind || kind.seat_m) continue;
    const [hx, hz] = kind.half;
    const { x, z } = object;
    const height_m = kind.height_m ?? OBJECT_HEIGHT_M;
    const way = hitBox(ray, { x, z, yaw: radiansOf(object.yaw), hx, hz, height_m });
    if (way < least) [least, picked] = [way, { kind: "object", object }];
  }
  const drawn: Drawn = { x: 0, y: 0, z: 0, yaw: 0 };
  for (const { id, slot } of within.people) {
    const { x, z } = within.crowd.drawnAt(slot, now_s, drawn);
    const { radius_m, height_m } = PERSON;
    const way = hitBox(ray, { x, z, yaw: 0, hx: radius_m, hz: radius_m, height_m });
    if (way < least) [least, picked] = [way, { kind: "person", id }];
  }
  return picked;
}
