/** What the person does besides walking: choosing something on the stage, opening, speaking, gestures. */
import type { PlaceObject } from "../ui/config";
import { need } from "../ui/dom";
import { noticesText } from "../ui/notices";
import { wordsOf } from "../ui/pictures";
import { opens, titleOf } from "../ui/square";
import { zoom } from "./camera";
import type { Drawers } from "./drawers";
import type { KeyAct } from "./keyboard";
import { pick, rayThrough } from "./pick";
import { now_s, type View } from "./view";
import { standBefore } from "./walk";

/** A thing within this distance can be opened at once. */
export const OPEN_WITHIN_M = 6;
const BESIDE_M = 1.3;

/** A door is offered only to who stands before it. */
const DOOR_WITHIN_M = 3.6;

/** The nearest thing with a page within reach, or null. */
export function nearestToOpen(view: View): PlaceObject | null {
  const pose = view.own.walker?.pose;
  if (!pose) return null;
  let best: PlaceObject | null = null;
  let least = OPEN_WITHIN_M;
  for (const object of view.square.config.document.objects) {
    const distance = Math.hypot(object.x - pose.x, object.z - pose.z);
    if (object.to && distance > DOOR_WITHIN_M) continue;
    if (distance >= least || !opens(view.square.config, object)) continue;
    best = object;
    least = distance;
  }
  return best;
}

/** Opens a thing's page; its visitor turns to it. */
export function openObject(view: View, object: PlaceObject): void {
  view.own.walker?.turnTo(object.x, object.z);
  view.square.open(object.id);
}

/** Goes to a thing and, where it has a page, opens it there; a sign is read out. */
export function goToObject(view: View, object: PlaceObject, open: boolean): void {
  const { square, own, assets } = view;
  const wall = object.kind === "media-wall";
  const text = wall
    ? noticesText(square.config, Date.now(), square.texts)
    : wordsOf(object, square.texts.lang);
  const arrived = () => {
    if (open && opens(square.config, object)) square.open(object.id);
    else if (text) square.announce(`${titleOf(object, square.config)}. ${text}`);
  };
  const pose = own.walker?.pose;
  const near = pose && Math.hypot(object.x - pose.x, object.z - pose.z) < OPEN_WITHIN_M;
  if (open && near && opens(square.config, object)) openObject(view, object);
  else goTo(view, standBefore(object, assets.grid), { lookAt: object, arrived });
}

/** Goes beside somebody in sight. */
export function goToPerson(view: View, id: number): void {
  const slot = view.people.slotOf(id);
  const pose = view.own.walker?.pose;
  if (slot === null || !pose) return;
  const { x, z } = view.crowd.drawnAt(slot, now_s(view), { x: 0, y: 0, z: 0, yaw: 0 });
  const distance = Math.hypot(x - pose.x, z - pose.z);
  const share = Math.max(0, distance - BESIDE_M) / Math.max(distance, 0.01);
  const beside = { x: pose.x + (x - pose.x) * share, z: pose.z + (z - pose.z) * share };
  goTo(view, beside, { lookAt: { x, z }, arrived: () => undefined });
}

function goTo(
  view: View,
  spot: { x: number; z: number },
  errand: Parameters<View["own"]["walkTo"]>[1],
): void {
  if (!view.own.walker) return;
  if (!view.own.walkTo(spot, errand)) view.square.announce(view.square.texts.say("map.no_way"), true);
}

/** A click or tap at (x, y) CSS pixels of the stage. */
export function choose(view: View, x: number, y: number): void {
  const ray = rayThrough(view.stage.eye, x, y, view.size.width, view.size.height);
  const { square, assets, crowd, people, obstacles } = view;
  const within = {
    placeDocument: square.config.document,
    furniture: assets.furniture,
    crowd,
    people: people.inSight(),
    obstacles,
  };
  const picked = pick(ray, within, now_s(view));
  if (picked?.kind === "object") goToObject(view, picked.object, true);
  else if (picked?.kind === "person") goToPerson(view, picked.id);
  else if (picked) goTo(view, picked, null);
}

/** A key that does something once. */
export function act(view: View, drawers: Drawers, done: KeyAct): void {
  switch (done.kind) {
    case "open": {
      const object = nearestToOpen(view);
      if (object) openObject(view, object);
      break;
    }
    case "say":
      if (view.own.walker) need("say-text", HTMLInputElement).focus();
      break;
    case "sit":
      view.own.toggleSeat();
      break;
    case "stop":
      view.own.stop();
      break;
    case "help":
      drawers.toggle("help");
      break;
    case "minimap":
      need("minimap-toggle", HTMLButtonElement).click();
      break;
    case "zoom":
      zoom(view.camera, done.factor);
      break;
    case "gesture":
      view.own.gesture(done.gesture);
      break;
  }
}

/** Words over a head: somebody within earshot has spoken. */
export function showSaid(view: View, id: number, text: string): void {
  const slot = view.people.slotOf(id);
  if (slot === null) return;
  view.bubbles.say(slot, text, now_s(view));
  view.crowd.listenTo(slot, now_s(view));
}
