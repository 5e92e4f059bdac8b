/**
 * Dead reckoning, both halves: when a sender must speak (docs/protocol.md, Movement), and at what moment of
 * this machine's clock a sample of the world was true.
 */

import { copyPose, extrapolate, type Pose } from "./pose";

const DEPARTURE_M = 0.1;
const LEAST_GAP_S = 0.1;
const MOST_GAP_S = 0.9;

/** Decides when the own pose has to be sent: on departure, turn or change of gait, ≤ 10/s and ≥ 1/s. */
export class MoveSender {
  private last: Pose | null = null;
  private lastAt_s = Number.NEGATIVE_INFINITY;
  private readonly expected: Pose = { x: 0, y: 0, z: 0, yaw: 0, gait: 0 };

  /** True when `pose` (the true one at `now_s`) must go out now; it then counts as sent. */
  due(pose: Pose, now_s: number): boolean {
    const gap_s = now_s - this.lastAt_s;
    if (gap_s < LEAST_GAP_S) return false;
    if (this.last !== null && gap_s < MOST_GAP_S && !this.departed(this.last, pose, gap_s)) return false;
    this.last = { ...copyPose(pose), yaw: Math.round(pose.yaw) % 256 };
    this.lastAt_s = now_s;
    return true;
  }

  /** The next `due` answers true at once: the world has put this person elsewhere, or has just let them in. */
  reset(): void {
    this.last = null;
    this.lastAt_s = Number.NEGATIVE_INFINITY;
  }

  private departed(last: Pose, pose: Pose, gap_s: number): boolean {
    if (last.gait !== pose.gait || last.yaw !== Math.round(pose.yaw) % 256) return true;
    const expected = extrapolate(last, gap_s, this.expected);
    return Math.hypot(expected.x - pose.x, expected.y - pose.y, expected.z - pose.z) > DEPARTURE_M;
  }
}

const DRIFT_S_PER_S = 0.002;
const TICKS = 65536;

/**
 * Maps the world's ticks to seconds of this machine's clock. The quickest arrival so far is taken as the line's
 * true delay, so a frame that was held up on the way still gets the moment at which it was true.
 */
export class SampleClock {
  private unwrapped = 0;
  private lastTick = -1;
  private offset_s = Number.POSITIVE_INFINITY;
  private lastArrival_s = 0;
  private readonly tick_s: number;

  constructor(tick_hz: number) {
    this.tick_s = 1 / tick_hz;
  }

  /** When the frame with this u16 `tick`, arriving at `now_s`, was true. Never later than `now_s`. */
  timeOf(tick: number, now_s: number): number {
    this.unwrap(tick);
    const sent_s = this.unwrapped * this.tick_s;
    const slack_s = Math.max(0, now_s - this.lastArrival_s) * DRIFT_S_PER_S;
    this.offset_s = Math.min(this.offset_s + slack_s, now_s - sent_s);
    this.lastArrival_s = now_s;
    return sent_s + this.offset_s;
  }

  private unwrap(tick: number): void {
    if (this.lastTick < 0) {
      this.unwrapped = tick;
    } else {
      const step = ((tick - this.lastTick + TICKS / 2 + TICKS) % TICKS) - TICKS / 2;
      this.unwrapped += step;
    }
    this.lastTick = tick;
  }
}
