/** The own body on the map: walks in small steps of time, tells the session, and says what has come of a way. */

import { secondsOf } from "../guide/guide";
import type { Pose } from "../net/pose";
import type { Point } from "../systems/path";
import { Doorstep } from "../systems/portals";
import { loadGround, standBefore, type WalkGrid } from "../systems/walk";
import { Walker, type Wish } from "../systems/walker";
import type { PlaceObject } from "../ui/config";
import type { Square } from "../ui/square";

const STEP_MS = 50;
const LONGEST_STEP_S = 1.2;

export class OwnBody {
  /** Null until the walk grid has been loaded and the person is inside. */
  walker: Walker | null = null;
  /** Null until loaded. */
  grid: WalkGrid | null = null;
  private entered: Pose | null = null;
  private goal: { title: string; lookAt: Point | null; then: () => void } | null = null;
  private last_ms = performance.now();
  private readonly doorstep: Doorstep;
  private readonly square: Square;
  private readonly wish: () => Wish | null;

  constructor(square: Square, wish: () => Wish | null) {
    this.square = square;
    this.wish = wish;
    this.doorstep = new Doorstep(square.config);
    square.session.on("welcome", (welcome) => this.stand(welcome.spawn));
    square.session.on("put", (pose) => this.stand(pose));
    setInterval(() => this.update(), STEP_MS);
  }

  get pose(): Pose | null {
    return this.walker?.pose ?? this.entered;
  }

  /** Loads the walk grid; throws when it cannot be had. */
  async load(): Promise<void> {
    const { grid, kinds } = await loadGround(this.square.config);
    this.grid = grid;
    const { config } = this.square;
    // A revision that came while the ground was loading is on it already.
    grid.furnish(config.document.objects, kinds);
    this.square.onDocument(() => {
      grid.furnish(config.document.objects, kinds);
      this.doorstep.take(config);
    });
    if (this.entered) this.stand(this.entered);
  }

  get way(): readonly Point[] {
    return this.walker?.way ?? [];
  }

  /**
   * Walks to `spot`, looks at `lookAt` there and does `then`; tells where to and how long. False, and told, when no
   * way leads there.
   */
  walkTo(
    spot: Point,
    title: string,
    lookAt: Point | null = null,
    then: () => void = () => undefined,
  ): boolean {
    const { walker, square } = this;
    if (!walker?.walkTo(spot)) {
      if (walker) square.announce(square.texts.say("map.no_way"), true);
      return false;
    }
    this.goal = { title, lookAt, then };
    if (walker.goal === null) this.arrive();
    else square.announce(square.texts.say("map.going", { place: title, n: secondsOf(this) }), true);
    return true;
  }

  /** Whether the way that ends with `then` still goes on. */
  isOn(then: () => void): boolean {
    return this.goal?.then === then && this.walker?.goal !== null;
  }

  /** Walks to a thing and opens its page there. */
  private goTo(object: PlaceObject): void {
    const { square } = this;
    const title = object.title?.[square.texts.lang] ?? object.id;
    this.walkTo(standBefore(object, this.grid), title, object, () => square.open(object.id));
  }

  stop(): void {
    if (!this.walker?.goal) return;
    this.walker.stop();
    this.goal = null;
    this.square.announce(this.square.texts.say("map.stopped"), true);
  }

  private stand(pose: Pose): void {
    this.entered = pose;
    this.goal = null;
    if (this.walker) this.walker.put(pose);
    else if (this.grid) this.walker = new Walker(this.grid, { ...pose });
    const errand = this.walker && this.square.takeGoal();
    if (errand) this.goTo(errand);
  }

  private update(): void {
    const now_ms = performance.now();
    const dt_s = Math.min(LONGEST_STEP_S, (now_ms - this.last_ms) / 1000);
    this.last_ms = now_ms;
    const { walker, square } = this;
    if (!walker || square.session.state.phase !== "inside") return;
    const wish = this.wish();
    if (wish) this.goal = null;
    walker.update(wish, dt_s);
    if (this.goal && walker.goal === null) this.arrive();
    square.session.move(walker.pose);
    const door = this.doorstep.step(walker.pose);
    if (door) square.travel(door);
  }

  private arrive(): void {
    const { goal, walker, square } = this;
    this.goal = null;
    if (!goal || !walker) return;
    if (goal.lookAt) walker.turnTo(goal.lookAt.x, goal.lookAt.z);
    square.announce(square.texts.say("map.arrived", { place: goal.title }), true);
    goal.then();
  }
}
