/** The own person on the stage: where they stand, what they wear, and the way they are going by themselves. */
import { GAIT, type Gesture, type Pose, radiansOf, yawTowards } from "../net/pose";
import type { Crowd } from "../scene/crowd";
import { angleBetween } from "../scene/motion";
import { type Outfit, outfitOf, type WardrobeModels } from "../scene/outfit";
import type { Point } from "./path";
import { motionOf } from "./people";
import type { Seats } from "./seats";
import type { WalkGrid } from "./walk";
import { Walker, type Wish } from "./walker";

/** A way longer than this is run, a shorter one walked. */
const RUN_FROM_M = 14;
const TURN_PER_S = 14;
const EYES_M = 1.52;
const SITTING_EYES_M = 1.05;

/** Something to do at the end of a way. */
export interface Errand {
  readonly lookAt: Point | null;
  readonly arrived: () => void;
  /** What the errand is known by to who has given it. */
  readonly done?: () => void;
}

export class OwnPerson {
  /** Null before entering. */
  walker: Walker | null = null;
  outfit: Outfit | null = null;
  /** Radians clockwise from north, as drawn: it turns softly after the true yaw. */
  shownYaw = 0;
  private errand: Errand | null = null;
  private readonly crowd: Crowd;
  private readonly slot: number;
  private readonly grid: WalkGrid;
  private readonly seats: Seats;

  constructor(crowd: Crowd, slot: number, grid: WalkGrid, seats: Seats) {
    this.crowd = crowd;
    this.slot = slot;
    this.grid = grid;
    this.seats = seats;
  }

  /** Stands at `pose`: just entered, or put there by the world. */
  stand(pose: Pose): void {
    this.errand = null;
    if (this.walker) this.walker.put(pose);
    else this.walker = new Walker(this.grid, { ...pose, gait: GAIT.stand });
    this.walker.rolls = this.outfit?.rolls ?? false;
    this.shownYaw = radiansOf(pose.yaw);
  }

  wear(look: string, wardrobe: WardrobeModels): void {
    this.outfit = outfitOf(look, wardrobe);
    if (this.walker) this.walker.rolls = this.outfit.rolls;
    this.crowd.dress(this.slot, this.outfit);
  }

  /** No longer in the place; stands before the door again. */
  leave(): void {
    this.walker = null;
    this.errand = null;
  }

  /** Height of the eyes that the camera looks at, metres. */
  get eyes_m(): number {
    const sits = this.walker?.pose.gait === GAIT.sit || this.outfit?.rolls;
    return (sits ? SITTING_EYES_M : EYES_M) * (this.outfit?.size ?? 1);
  }

  /** Sets out for `spot`; false when no way leads there. A person already there has arrived. */
  walkTo(spot: Point, errand: Errand | null = null): boolean {
    const { walker } = this;
    if (!walker) return false;
    const far = Math.hypot(spot.x - walker.pose.x, spot.z - walker.pose.z) > RUN_FROM_M;
    if (!walker.walkTo(spot, far)) {
      this.errand = null;
      return false;
    }
    this.errand = errand;
    if (walker.goal === null) this.arrive();
    return true;
  }

  /** Whether the errand known by `done` still goes on. */
  isOn(done: () => void): boolean {
    return this.errand?.done === done;
  }

  stop(): void {
    this.walker?.stop();
    this.errand = null;
  }

  gesture(gesture: Gesture): void {
    this.walker?.gesture(gesture);
  }

  /** Sits down, or stands up again. */
  toggleSeat(): void {
    const { walker } = this;
    if (!walker || this.outfit?.rolls) return;
    if (walker.pose.gait === GAIT.sit) {
      walker.stop();
      walker.put({ ...walker.pose });
      return;
    }
    const seat = this.seats.near(walker.pose.x, walker.pose.z);
    if (seat) walker.turnTo(walker.pose.x + Math.sin(seat.yaw), walker.pose.z - Math.cos(seat.yaw));
    walker.sit();
  }

  /** Moves by a wish, or along the way; draws at `now_s` of the stage's clock. */
  update(wish: Wish | null, now_s: number, dt: number): void {
    const { walker } = this;
    if (!walker) return;
    if (wish) this.errand = null;
    walker.update(wish, dt);
    if (this.errand && walker.goal === null) this.arrive();
    this.shownYaw +=
      angleBetween(this.shownYaw, radiansOf(walker.pose.yaw)) * (1 - Math.exp(-TURN_PER_S * dt));
    const motion = motionOf(walker.pose, this.outfit?.rolls ?? false, this.seats);
    const seated = motion.posture !== 0 && motion.speed_m_s === 0;
    this.crowd.steer(this.slot, seated ? motion : { ...motion, yaw: this.shownYaw }, now_s, dt);
  }

  private arrive(): void {
    const { errand, walker } = this;
    this.errand = null;
    if (!errand || !walker) return;
    const { lookAt } = errand;
    if (lookAt) walker.pose.yaw = yawTowards(lookAt.x - walker.pose.x, lookAt.z - walker.pose.z);
    errand.arrived();
  }
}
