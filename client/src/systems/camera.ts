/** The follow camera: behind and above the own person, out of walls, never under the ground. */
import type { PerspectiveCamera } from "three";
import { angleBetween } from "../scene/motion";
import type { Obstacles } from "./obstacles";

/** Angles in radians: yaw clockwise from north is where the eye looks, pitch is positive looking down. */
export interface FollowCamera {
  yaw: number;
  pitch: number;
  /** What the person has chosen with wheel or pinch, metres. */
  wanted_m: number;
  /** What walls leave of it. */
  distance_m: number;
  focus: { x: number; y: number; z: number };
}

export interface Target {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  /** Height of the eyes over the ground, metres. */
  readonly eyes_m: number;
}

/** Nearly level: the person in the lower third, the place above them. */
export const FIRST_PITCH = 0.05;
export const PITCH = { least: -0.25, most: 1.25 } as const;
export const DISTANCE_M = { least: 1.8, usual: 6.2, most: 16 } as const;
/** Part of the distance by which the eye looks over the head, so that the person stands in the lower third. */
const OVER_HEAD = 0.13;
const LOWEST_EYE_M = 0.35;
const WALL_GAP_M = 0.35;
const FOLLOW_PER_S = 14;
const BACK_OFF_PER_S = 3;
const SWING_PER_S = 1.5;

export function newCamera(yaw: number, target: Target): FollowCamera {
  return {
    yaw,
    pitch: FIRST_PITCH,
    wanted_m: DISTANCE_M.usual,
    distance_m: DISTANCE_M.usual,
    focus: { x: target.x, y: target.y + target.eyes_m, z: target.z },
  };
}

/** Turns the view by radians; the pitch stays between the ground and overhead. */
export function look(camera: FollowCamera, turn: number, tilt: number): void {
  camera.yaw = (camera.yaw + turn) % (2 * Math.PI);
  camera.pitch = Math.min(PITCH.most, Math.max(PITCH.least, camera.pitch + tilt));
}

/** Nearer (factor < 1) or farther, within limits. */
export function zoom(camera: FollowCamera, factor: number): void {
  camera.wanted_m = Math.min(DISTANCE_M.most, Math.max(DISTANCE_M.least, camera.wanted_m * factor));
}

/** Swings softly behind somebody who walks towards `heading`; standing still leaves the view alone. */
export function swingBehind(camera: FollowCamera, heading: number, dt: number, calm: boolean): void {
  if (calm) return;
  const turn = angleBetween(camera.yaw, heading);
  // Walking towards the viewer is no reason to swing round.
  if (Math.abs(turn) > 2.4) return;
  camera.yaw += turn * (1 - Math.exp(-SWING_PER_S * dt));
}

/** Unit vector from the focus back to the eye. */
export function backwards(camera: FollowCamera): [number, number, number] {
  const flat = Math.cos(camera.pitch);
  return [-Math.sin(camera.yaw) * flat, Math.sin(camera.pitch), Math.cos(camera.yaw) * flat];
}

/**
 * Moves the camera for this frame. `calm` (reduced motion): it is where it belongs at once, without any glide.
 */
export function follow(
  camera: FollowCamera,
  target: Target,
  obstacles: Obstacles,
  dt: number,
  calm: boolean,
): void {
  const near = calm ? 1 : 1 - Math.exp(-FOLLOW_PER_S * dt);
  const { focus } = camera;
  focus.x += (target.x - focus.x) * near;
  focus.y += (target.y + target.eyes_m - focus.y) * near;
  focus.z += (target.z - focus.z) * near;
  if (Math.hypot(target.x - focus.x, target.z - focus.z) > 4) {
    focus.x = target.x;
    focus.z = target.z;
  }
  const back = backwards(camera);
  const room =
    obstacles.freeWay([focus.x, focus.y, focus.z], back, camera.wanted_m + WALL_GAP_M) - WALL_GAP_M;
  const free = Math.max(0.4, Math.min(camera.wanted_m, room));
  if (free < camera.distance_m || calm) camera.distance_m = free;
  else camera.distance_m += (free - camera.distance_m) * (1 - Math.exp(-BACK_OFF_PER_S * dt));
}

/** Writes the camera into three's. */
export function aim(camera: FollowCamera, eye: PerspectiveCamera): void {
  const [bx, by, bz] = backwards(camera);
  const { focus, distance_m } = camera;
  const over = distance_m * OVER_HEAD;
  eye.position.set(
    focus.x + bx * distance_m,
    Math.max(LOWEST_EYE_M, focus.y + by * distance_m + over),
    focus.z + bz * distance_m,
  );
  eye.lookAt(focus.x, focus.y + over, focus.z);
  eye.updateMatrixWorld();
}

/** Vertical field of view in degrees: a tall screen sees more height, so that its width still shows the square. */
export function fieldOfView(width_px: number, height_px: number): number {
  const aspect = width_px / Math.max(1, height_px);
  return aspect >= 1.2 ? 50 : Math.min(68, 50 + (1.2 - aspect) * 24);
}
