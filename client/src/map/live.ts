/** What moves on the map view, brought up to date four times a second and never more often. */

import type { Guide } from "../guide/guide";
import type { Lists } from "../guide/lists";
import { addressOf, doorOf } from "../systems/portals";
import type { PlaceConfig, PlaceObject } from "../ui/config";
import { setText } from "../ui/dom";
import { opens, type Square, titleOf } from "../ui/square";
import { type Dots, NameBoxes, ownBox } from "./dots";
import type { Labels, Mark } from "./labels";
import { Arrivals, nearPeople } from "./near";
import type { OwnBody } from "./own_body";
import type { MapStage, NamedShape } from "./stage";
import { whereIs } from "./where";

const DRAW_MS = 250;
const LISTS_EVERY = 4;

export interface MapView {
  square: Square;
  body: OwnBody;
  stage: MapStage;
  dots: Dots;
  labels: Labels;
  guide: Guide;
  lists: Lists;
  where: HTMLElement;
}

/** What has a page or leads to another place, as links on the map. */
export function kioskMarks(config: PlaceConfig): Mark[] {
  return config.document.objects
    .filter((object) => opens(config, object))
    .map((object) => ({
      id: object.id,
      x: object.x,
      z: object.z,
      title: titleOf(object, config),
      href: hrefOf(config, object),
      colour: object.colour ?? null,
    }));
}

function hrefOf(config: PlaceConfig, object: PlaceObject): string {
  const door = doorOf(config, object);
  return door ? addressOf(config, door) : `?view=map&at=${encodeURIComponent(object.id)}`;
}

/** The names of buildings and grounds where the map has them, and of the zones that it does not name. */
export function nameMarks(config: PlaceConfig, shapes: readonly NamedShape[]): Mark[] {
  const titled = shapes.map((shape) => ({ ...shape, title: shape.title[config.lang] }));
  const named = new Set(titled.map((shape) => shape.title));
  const isZone = new Set(config.document.zones.map((zone) => zone.title[config.lang]));
  const known = titled.sort((a, b) => Number(isZone.has(b.title)) - Number(isZone.has(a.title)));
  const zones = config.document.zones
    .map(({ id, x, z, title }) => ({ id, x, z, title: title[config.lang] }))
    .filter((zone) => !named.has(zone.title));
  return [...known, ...zones].map((name) => ({ ...name, href: null, colour: null }));
}

/** Keeps map and lists true while the page is seen. */
export function showLoop(view: MapView): void {
  const arrivals = new Arrivals();
  const { session } = view.square;
  let round = 0;
  session.on("far", (far) => view.dots.showFar(far, session.id));
  session.on("state", (state) => {
    if (state.phase === "outside" || state.phase === "ended") view.dots.clear();
  });
  setInterval(() => {
    if (document.hidden || session.id === null) return;
    draw(view, arrivals, round % LISTS_EVERY === 0);
    round += 1;
  }, DRAW_MS);
}

function draw(
  { square, body, stage, dots, labels, guide, lists: rows, where }: MapView,
  arrivals: Arrivals,
  lists: boolean,
) {
  const { session, texts } = square;
  const { pose } = body;
  if (!pose) return;
  const now_s = session.now_s();
  stage.follow(pose);
  dots.showMe(pose, body.walker?.way ?? [], stage.scale);
  const near = nearPeople(session.neighbours, pose, now_s);
  const names = new NameBoxes([...labels.obstacles, ownBox(pose, stage.scale)], stage.window);
  dots.showPeople(near, stage.scale, session.blocked, names, square.marks);
  guide.update();
  if (!lists) return;
  rows.update(pose);
  setText(where, whereIs(pose, square.config.document.zones, texts));
  const came = arrivals.take(near, now_s);
  if (came) square.announce(arrivalText(came, square));
}

function arrivalText(came: { names: string[] } | { count: number }, { texts }: Square): string {
  if ("count" in came) return texts.say("near.came.many", { n: came.count });
  return texts.say("near.came", { names: came.names.join(", ") });
}
