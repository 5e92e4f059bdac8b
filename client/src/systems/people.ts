/**
 * Who stands on the stage: gives everybody the session knows of a slot of the crowd. People in sight follow
 * their samples; those known only from FAR stroll about where the world says, so that a full square looks full.
 */
import type { FarPerson } from "../net/far";
import type { Neighbour } from "../net/neighbours";
import { poseAt } from "../net/neighbours";
import { GAIT, isGesture, type Pose, radiansOf, speedOf } from "../net/pose";
import type { Session } from "../net/session";
import type { Crowd } from "../scene/crowd";
import { type Motion, POSTURE, type Posture } from "../scene/motion";
import { outfitOf, unknownLook, type WardrobeModels } from "../scene/outfit";
import type { Seats } from "./seats";
import type { WalkGrid } from "./walk";

const OWN_SLOT = 0;
const BLEND_S = 0.2;
/** Coming nearer, a person known from afar is blended into their true place over this time. */
const ARRIVE_S = 0.7;
const STROLL_S = { least: 2, most: 8 } as const;
/** FAR is true to 1/256 of the side; people are spread within it so that they do not stand on a lattice. */
const FAR_CELLS = 256;

interface Actor {
  readonly slot: number;
  near: boolean;
  look: string;
  rolls: boolean;
  heard_s: number;
}

export interface PeopleParts {
  readonly session: Session;
  readonly crowd: Crowd;
  readonly wardrobe: WardrobeModels;
  readonly grid: WalkGrid;
  readonly seats: Seats;
  readonly side_m: number;
  /** Seconds of the session's clock at which the stage's clock reads 0. */
  readonly epoch_s: number;
  /** A slot is free again: what was said and written about its person goes. */
  readonly left: (slot: number) => void;
}

export class PeopleOnStage {
  private readonly actors = new Map<number, Actor>();
  private readonly free: number[] = [];
  private readonly pose: Pose = { x: 0, y: 0, z: 0, yaw: 0, gait: 0 };
  private readonly session: Session;
  private readonly crowd: Crowd;
  private readonly with: PeopleParts;

  constructor(parts: PeopleParts) {
    const { crowd } = parts;
    this.with = parts;
    this.session = parts.session;
    this.crowd = crowd;
    for (let slot = crowd.table.capacity - 1; slot > OWN_SLOT; slot--) this.free.push(slot);
  }

  /** The slot of the own person. */
  get own(): number {
    return OWN_SLOT;
  }

  /** People on the stage without the own one. */
  get count(): number {
    return this.actors.size;
  }

  slotOf(id: number): number | null {
    if (id === this.session.id) return OWN_SLOT;
    return this.actors.get(id)?.slot ?? null;
  }

  /** Everybody in sight with their slots; those from afar are left out. */
  *inSight(): IterableIterator<{ id: number; slot: number }> {
    for (const [id, actor] of this.actors) if (actor.near) yield { id, slot: actor.slot };
  }

  /** New samples of these people. All times here are of the session's clock. */
  takeCrowd(ids: readonly number[], now_s: number): void {
    for (const id of ids) {
      const neighbour = this.session.neighbours.get(id);
      if (!neighbour || this.session.blocked.has(id)) continue;
      const actor = this.actors.get(id) ?? this.enter(id);
      if (!actor) continue;
      const motion = this.motionOf(neighbour, actor, now_s);
      if (actor.heard_s < 0) this.crowd.appear(actor.slot, motion, this.staged(now_s));
      else this.crowd.move(actor.slot, motion, this.staged(now_s), actor.near ? BLEND_S : ARRIVE_S);
      actor.near = true;
      actor.heard_s = now_s;
    }
  }

  /** Names and looks of these people have come. */
  takeLooks(ids: readonly number[]): void {
    for (const id of ids) {
      const actor = this.actors.get(id);
      if (actor && this.session.blocked.has(id)) this.leave(id);
      else if (actor) this.dress(id, actor);
    }
  }

  /** Everybody else, coarsely; who is neither in sight nor far any more leaves the stage. */
  takeFar(now_s: number): void {
    const here = new Set<number>();
    for (const person of this.session.far.values()) {
      if (person.id === this.session.id || this.session.blocked.has(person.id)) continue;
      here.add(person.id);
      if (!this.session.neighbours.get(person.id)) this.stroll(person, now_s);
    }
    for (const id of this.actors.keys()) {
      if (!here.has(id) && (!this.session.neighbours.get(id) || this.session.blocked.has(id))) this.leave(id);
    }
  }

  /** These went out of sight or left; who is still known from afar stays as one of the distant. */
  takeLeft(ids: readonly number[]): void {
    const far = new Set<number>();
    for (const person of this.session.far.values()) far.add(person.id);
    for (const id of ids) {
      const actor = this.actors.get(id);
      if (actor && far.has(id)) actor.near = false;
      else this.leave(id);
    }
  }

  /** Everybody off: the line was lost or a new stay begins. */
  clear(): void {
    for (const id of [...this.actors.keys()]) this.leave(id);
  }

  /** A moment of the session's clock on the stage's. */
  private staged(now_s: number): number {
    return now_s - this.with.epoch_s;
  }

  private enter(id: number): Actor | null {
    const slot = this.free.pop();
    if (slot === undefined) return null;
    const actor: Actor = { slot, near: false, look: "?", rolls: false, heard_s: -1 };
    this.actors.set(id, actor);
    this.dress(id, actor);
    return actor;
  }

  private leave(id: number): void {
    const actor = this.actors.get(id);
    if (!actor) return;
    this.actors.delete(id);
    this.crowd.undress(actor.slot);
    this.with.left(actor.slot);
    this.free.push(actor.slot);
  }

  private dress(id: number, actor: Actor): void {
    const look = this.session.neighbours.person(id)?.look ?? unknownLook(id, this.with.wardrobe);
    if (look === actor.look) return;
    const outfit = outfitOf(look, this.with.wardrobe);
    actor.look = look;
    actor.rolls = outfit.rolls;
    this.crowd.dress(actor.slot, outfit);
  }

  private motionOf(neighbour: Neighbour, actor: Actor, now_s: number): Motion {
    const pose = poseAt({ ...neighbour, corrected_s: Number.NEGATIVE_INFINITY }, now_s, this.pose);
    return motionOf(pose, actor.rolls, this.with.seats);
  }

  private stroll(person: FarPerson, now_s: number): void {
    const actor = this.actors.get(person.id) ?? this.enter(person.id);
    if (!actor || actor.heard_s === person.heard_s) return;
    const place = this.spread(person);
    if (actor.heard_s < 0) {
      const yaw = (person.id * 2.399963) % (2 * Math.PI);
      const posture = actor.rolls ? POSTURE.wheelchair : POSTURE.upright;
      const motion = { ...place, y: 0, yaw, speed_m_s: 0, posture, gesture: 0 };
      this.crowd.appear(actor.slot, motion, this.staged(now_s));
    } else {
      const since_s = Math.min(STROLL_S.most, Math.max(STROLL_S.least, now_s - actor.heard_s));
      this.crowd.stroll(actor.slot, place.x, place.z, this.staged(now_s), since_s);
    }
    actor.near = false;
    actor.heard_s = person.heard_s;
  }

  /** Somewhere in the square that FAR named, by the id, on walkable ground where there is some. */
  private spread(person: FarPerson): { x: number; z: number } {
    const cell_m = this.with.side_m / FAR_CELLS;
    const x = person.x + (((person.id * 0.618034) % 1) - 0.5) * cell_m;
    const z = person.z + (((person.id * 0.754878) % 1) - 0.5) * cell_m;
    return this.with.grid.nearestWalkable(x, z, cell_m * 2) ?? { x, z };
  }
}

/** The crowd's motion for a pose of the protocol. */
export function motionOf(pose: Pose, rolls: boolean, seats: Seats): Motion {
  const seat = pose.gait === GAIT.sit && !rolls ? seats.near(pose.x, pose.z) : null;
  return {
    x: seat?.x ?? pose.x,
    y: pose.y,
    z: seat?.z ?? pose.z,
    yaw: seat?.yaw ?? radiansOf(pose.yaw),
    speed_m_s: speedOf(pose.gait),
    posture: postureOf(pose.gait, rolls, seat !== null),
    gesture: isGesture(pose.gait) ? pose.gait : 0,
  };
}

function postureOf(gait: number, rolls: boolean, onSeat: boolean): Posture {
  if (rolls || gait === GAIT.roll) return POSTURE.wheelchair;
  if (gait !== GAIT.sit) return POSTURE.upright;
  return onSeat ? POSTURE.chair : POSTURE.ground;
}
