/** The own body: keys, a way found on the map or a gesture move it; both views draw and send its pose. */

import { GAIT, type Gesture, type Pose, speedOf, yawTowards } from "../net/pose";
import { findPath, type Point } from "./path";
import { step, type WalkGrid } from "./walk";

/** The wish of keys or stick at one moment: a direction in the place (any length up to 1) and the pace. */
export interface Wish {
  dx: number;
  dz: number;
  run: boolean;
}

const GESTURE_S = 2.4;
const DANCE_S = 8;
const ARRIVED_M = 0.15;
const STUCK_S = 1;
const CRAWL = 0.25;

/** The own body. Call `update` at every frame with the wish of the moment, then draw and send `pose`. */
export class Walker {
  readonly pose: Pose;
  /** Walks at rolling gait: a wheelchair. */
  rolls = false;
  private readonly grid: WalkGrid;
  private path: Point[] = [];
  private pathRun = false;
  private restLeft_s = 0;
  private stuck_s = 0;
  /** The grid's version that the way was found on. */
  private seen: number;

  constructor(grid: WalkGrid, pose: Pose) {
    this.grid = grid;
    this.seen = grid.version;
    this.pose = pose;
  }

  /** Where the body is going by itself, or null. */
  get goal(): Point | null {
    return this.path.at(-1) ?? null;
  }

  /** The points still ahead, for drawing the way. */
  get way(): readonly Point[] {
    return this.path;
  }

  /** Stands at `pose` at once: the world has said so, or the person has just come in. */
  put(pose: Pose): void {
    this.path = [];
    this.restLeft_s = 0;
    Object.assign(this.pose, pose, { gait: GAIT.stand });
  }

  /** Sets out for (x, z) or the nearest place to it; false when no way leads there. */
  walkTo(target: Point, run = false): boolean {
    const path = findPath(this.grid, this.pose, target);
    this.path = path ?? [];
    this.pathRun = run;
    this.stuck_s = 0;
    if (path && path.length > 0) this.restLeft_s = 0;
    return path !== null;
  }

  stop(): void {
    this.path = [];
  }

  turnTo(x: number, z: number): void {
    if (x !== this.pose.x || z !== this.pose.z) this.pose.yaw = yawTowards(x - this.pose.x, z - this.pose.z);
  }

  gesture(gesture: Gesture): void {
    this.path = [];
    this.pose.gait = GAIT[gesture];
    this.restLeft_s = gesture === "dance" ? DANCE_S : GESTURE_S;
  }

  /** Sits until the next step. */
  sit(): void {
    this.path = [];
    this.pose.gait = GAIT.sit;
    this.restLeft_s = Number.POSITIVE_INFINITY;
  }

  update(wish: Wish | null, dt_s: number): void {
    if (this.seen !== this.grid.version) this.findAgain();
    if (wish && Math.hypot(wish.dx, wish.dz) > 0.05) {
      this.path = [];
      this.walk(wish.dx, wish.dz, wish.run, dt_s);
    } else if (this.path.length > 0) this.follow(dt_s);
    else this.rest(dt_s);
  }

  /** Something was put up or taken away: there may be another way, or none. */
  private findAgain(): void {
    this.seen = this.grid.version;
    const { goal } = this;
    if (goal) this.walkTo(goal, this.pathRun);
  }

  private rest(dt_s: number): void {
    this.restLeft_s -= dt_s;
    if (this.restLeft_s <= 0) {
      this.restLeft_s = 0;
      this.pose.gait = GAIT.stand;
    }
  }

  private follow(dt_s: number): void {
    const next = this.path[0];
    const dx = next.x - this.pose.x;
    const dz = next.z - this.pose.z;
    const distance = Math.hypot(dx, dz);
    const speed = this.speed(this.pathRun);
    const before = distance;
    if (distance > ARRIVED_M) this.walk(dx, dz, this.pathRun, Math.min(dt_s, distance / speed));
    const after = Math.hypot(next.x - this.pose.x, next.z - this.pose.z);
    this.stuck_s = after < before - speed * dt_s * CRAWL ? 0 : this.stuck_s + dt_s;
    if (after <= ARRIVED_M) {
      this.path.shift();
      this.stuck_s = 0;
    }
    if (this.stuck_s > STUCK_S) this.path = [];
    if (this.path.length === 0) this.pose.gait = GAIT.stand;
  }

  private walk(dx: number, dz: number, run: boolean, dt_s: number): void {
    const speed = this.speed(run);
    const to = step(this.grid, this.pose, dx, dz, speed, dt_s);
    const moved = Math.hypot(to.x - this.pose.x, to.z - this.pose.z);
    this.pose.yaw = yawTowards(dx, dz);
    this.pose.x = to.x;
    this.pose.z = to.z;
    this.restLeft_s = 0;
    const held = moved < speed * dt_s * CRAWL;
    this.pose.gait = held ? GAIT.stand : this.gaitOf(run);
  }

  private gaitOf(run: boolean): number {
    if (this.rolls) return GAIT.roll;
    return run ? GAIT.run : GAIT.walk;
  }

  private speed(run: boolean): number {
    return speedOf(this.gaitOf(run));
  }
}
