/**
 * "Take me there": leads the own body to a thing, a ground or a person, says so while it goes, and opens there what
 * is to be opened. The same in both views; what walks is given in.
 */

import { poseAt } from "../net/neighbours";
import type { Pose } from "../net/pose";
import type { Point } from "../systems/path";
import { doorTowards } from "../systems/portals";
import { standBefore, type WalkGrid } from "../systems/walk";
import type { PlaceObject } from "../ui/config";
import { need, setText } from "../ui/dom";
import { wordsOf } from "../ui/pictures";
import { opens, type Square, titleOf } from "../ui/square";

/** The own body, as the guide needs it. */
export interface Led {
  readonly pose: Pose | null;
  readonly grid: WalkGrid | null;
  /** What is still ahead of it. */
  readonly way: readonly Point[];
  /** Sets out and says so; false when no way leads there. `arrived` is called once, unless something else comes first. */
  walkTo(spot: Point, title: string, lookAt: Point | null, arrived: () => void): boolean;
  /** Whether the way that ends with `arrived` still goes on. */
  isOn(arrived: () => void): boolean;
  stop(): void;
}

const BESIDE_M = 1.3;
/** Somebody who has walked on by more than this is gone after, so many times. */
const FOLLOW_M = 3;
const FOLLOW_MOST = 6;
const WALK_M_S = 1.4;

interface Going {
  readonly title: string;
  readonly arrived: () => void;
}

export class Guide {
  private readonly square: Square;
  private readonly led: () => Led | null;
  private readonly bar = need("going", HTMLElement);
  private readonly words = need("going-words", HTMLElement);
  private going: Going | null = null;

  /** `led` answers null until somebody is there to be led. */
  constructor(square: Square, led: () => Led | null) {
    this.square = square;
    this.led = led;
    need("going-stop", HTMLButtonElement).onclick = () => this.stop();
    square.texts.onLanguage(() => this.update());
  }

  get isGoing(): boolean {
    return this.going !== null;
  }

  /** To the thing `id` of the document (`place#id` of another one), to open it there; or to the ground `id`. */
  to(id: string): void {
    const { config } = this.square;
    const object = config.document.objects.find((candidate) => candidate.id === id);
    const zone = config.document.zones.find((candidate) => candidate.id === id);
    const led = this.led();
    if (!led) return;
    const [place, kiosk] = id.split("#");
    if (kiosk) this.toElsewhere(place, kiosk);
    else if (object) {
      const before = standBefore(object, led.grid);
      this.lead(before, titleOf(object, config), object, () => this.meet(object));
    } else if (zone) this.lead(zone, zone.title[config.lang], null, () => undefined);
  }

  /** To a spot that somebody has pointed at. */
  toSpot(spot: Point): void {
    this.lead(spot, this.square.texts.say("map.spot"), null, () => undefined);
  }

  /** To the kiosk of a service, to open it there; at once where the place has none. */
  toService(slug: string): void {
    const { config, panel } = this.square;
    const service = config.services[slug];
    const kiosk = config.document.objects.find((object) => object.service === slug);
    const other = config.places
      .flatMap(({ place, kiosks }) => kiosks.map((thing) => ({ ...thing, place })))
      .find((thing) => thing.service === slug && doorTowards(config, thing.place));
    if (kiosk && this.led()?.pose) this.to(kiosk.id);
    else if (kiosk) this.square.open(kiosk.id);
    else if (other && this.led()?.pose) this.toElsewhere(other.place, other.id);
    else if (service) panel.open({ at: "", title: service.title, url: service.url }, "keep");
  }

  /** To the thing `id` of another place: to the door that leads there, through it, and on. */
  private toElsewhere(place: string, id: string): void {
    const { config } = this.square;
    const door = doorTowards(config, place);
    const led = this.led();
    if (!door || !led) return;
    const title = config.places
      .find((other) => other.place === place)
      ?.kiosks.find((k) => k.id === id)?.title;
    const before = standBefore(door.object, led.grid);
    const name = title?.[config.lang] ?? door.to.title[config.lang];
    this.lead(before, name, door.object, () => this.square.travel(door, id));
  }

  /** Beside somebody, wherever they walk meanwhile; false while nobody knows where that is. */
  toPerson(id: number, again = 0, then: () => void = () => undefined): boolean {
    const led = this.led();
    const spot = this.whereIs(id);
    const me = led?.pose;
    if (!me || !spot) return false;
    const distance = Math.hypot(spot.x - me.x, spot.z - me.z);
    const share = Math.max(0, distance - BESIDE_M) / Math.max(distance, 0.01);
    const beside = { x: me.x + (spot.x - me.x) * share, z: me.z + (spot.z - me.z) * share };
    const { neighbours } = this.square.session;
    const name = neighbours.person(id)?.name ?? this.square.texts.say("near.unknown");
    this.lead(beside, name, spot, () => {
      const now = this.whereIs(id);
      const gone = now && Math.hypot(now.x - spot.x, now.z - spot.z) > FOLLOW_M;
      if (gone && again < FOLLOW_MOST) this.toPerson(id, again + 1, then);
      else then();
    });
    return true;
  }

  stop(): void {
    if (!this.going) return;
    this.led()?.stop();
    this.update();
  }

  /** Shows how far it still is; call it a few times a second. */
  update(): void {
    const led = this.led();
    if (this.going && !(led?.isOn(this.going.arrived) ?? false)) this.end();
    this.bar.hidden = this.going === null;
    if (!this.going || !led) return;
    const n = secondsOf(led);
    setText(this.words, this.square.texts.say("going", { place: this.going.title, n }));
  }

  private lead(spot: Point, title: string, lookAt: Point | null, then: () => void): void {
    const led = this.led();
    if (!led) return;
    const arrived = () => {
      if (this.going?.arrived === arrived) this.end();
      then();
    };
    this.going = { title, arrived };
    if (!led.walkTo(spot, title, lookAt, arrived)) this.end();
    this.update();
  }

  /** Arrived before a thing: what has a page opens, what has words only is read out. */
  private meet(object: PlaceObject): void {
    const { config, texts } = this.square;
    const text = wordsOf(object, texts.lang);
    if (opens(config, object)) this.square.open(object.id);
    else if (text) this.square.announce(`${titleOf(object, config)}. ${text}`);
  }

  private end(): void {
    this.going = null;
    const focused = this.bar.contains(document.activeElement);
    this.bar.hidden = true;
    if (focused) this.square.stage()?.focus();
  }

  private whereIs(id: number): Point | null {
    const { session } = this.square;
    const near = session.neighbours.get(id);
    if (near) return poseAt(near, session.now_s(), { x: 0, y: 0, z: 0, yaw: 0, gait: 0 });
    return [...session.far.values()].find((person) => person.id === id) ?? null;
  }
}

/** How long the way ahead takes at walking pace, in whole seconds. */
export function secondsOf(led: Pick<Led, "pose" | "way">): number {
  let metres = 0;
  let from: Point | null = led.pose;
  for (const point of led.way) {
    if (from) metres += Math.hypot(point.x - from.x, point.z - from.z);
    from = point;
  }
  return Math.max(1, Math.round(metres / WALK_M_S));
}
