/**
 * One frame, in one visible order. Each step is one function that reads and writes the view; what the order
 * means: the hour gives the light, what the person wants moves the body, the body tells the world, all bodies are placed, the camera
 * follows, names and words find their places for that camera, and then it is drawn.
 */
import type { Vector3 } from "three";
import { radiansOf } from "../net/pose";
import { handsAt } from "../scene/clock";
import type { Drawn } from "../scene/motion";
import { seasonOf } from "../scene/seasons";
import { shine } from "../scene/stage";
import { aim, follow, look, swingBehind, zoom } from "./camera";
import { isFitting, showFitting } from "./fitting";
import { lightNow } from "./hour";
import type { Named } from "./names";
import { isPlaying } from "./playing";
import { now_s, type View } from "./view";
import type { Wish } from "./walker";

/** What was asked for since the last frame. */
interface Intent {
  readonly wish: Wish | null;
  readonly turn: number;
  readonly tilt: number;
  readonly zoom: number;
}

const KEY_TURN_PER_S = 1.9;
const KEY_TILT_PER_S = 0.8;
/** Radians a pixel; the picture follows the finger, as on a map. */
const DRAG_PER_PX = -0.0052;
/** After this time without a look by hand the camera may swing behind a walker again. */
const SWING_AFTER_S = 1.5;
const NAMES_EVERY_S = 0.2;
const HOUR_EVERY_S = 5;
const CULL_EVERY_S = 0.1;
/** A camera that has turned this far since the last choice of who is drawn chooses again at once. */
const CULL_TURN = 0.06;
/** Nearer than this the camera would look out of the own head. */
const OWN_HIDDEN_M = 0.9;
const HEAD_M = 2.02;

/** Steps the view by `dt` seconds. Answers the milliseconds of script it took, drawing calls included. */
export function frame(view: View, dt: number): number {
  const begun = performance.now();
  const intent = readInput(view, dt);
  followHour(view);
  moveOwn(view, intent, dt);
  passDoors(view);
  tellWorld(view);
  placePeople(view);
  placeCamera(view, intent, dt);
  choosePeople(view);
  showNames(view, dt);
  showWords(view);
  showWay(view);
  draw(view);
  return performance.now() - begun;
}

/** The light moves on with the day, every few seconds; shadows when the sun has gone far enough. */
export function followHour(view: View): void {
  const now = now_s(view);
  if (now < view.rhythm.hour_s) return;
  view.rhythm.hour_s = now + HOUR_EVERY_S;
  const { stage } = view;
  shine(stage, lightNow(view.square.config, view.clock));
  view.sunlight?.follow(stage.scene, stage.light.towardsSun.value);
  const time = view.clock.timeOfDay();
  const { turned, withered } = seasonOf(view.square.config.document.sky === "indoor" ? 7 : time.month);
  stage.light.season.value.set(turned, withered);
  view.clocks.show(handsAt(time));
  const hours = view.square.config.document.hours?.find(({ id }) => id === "fountain");
  view.fountain?.play(hours === undefined || isPlaying(hours, time));
}

function readInput(view: View, dt: number): Intent {
  const held = view.keys.held();
  view.keys.seen();
  const looks = view.pointers.takeLooks();
  const stick = view.pointers.stick();
  const forward = stick?.forward ?? held.forward;
  const sideways = stick?.sideways ?? held.sideways;
  const run = stick?.run ?? held.run;
  if (looks.dx || looks.dy || held.turn || held.tilt) view.sinceLook_s = 0;
  else view.sinceLook_s += dt;
  return {
    wish: wishOf(forward, sideways, run, view.camera.yaw),
    turn: looks.dx * DRAG_PER_PX + held.turn * KEY_TURN_PER_S * dt,
    tilt: looks.dy * DRAG_PER_PX * 0.8 + held.tilt * KEY_TILT_PER_S * dt,
    zoom: looks.zoom,
  };
}

/** The way in the place for a way on the screen. */
export function wishOf(forward: number, sideways: number, run: boolean, yaw: number): Wish | null {
  if (forward === 0 && sideways === 0) return null;
  const [sin, cos] = [Math.sin(yaw), Math.cos(yaw)];
  return { dx: sin * forward + cos * sideways, dz: -cos * forward + sin * sideways, run };
}

function moveOwn(view: View, intent: Intent, dt: number): void {
  if (isFitting(view)) showFitting(view, dt);
  else if (view.square.session.state.phase === "inside") view.own.update(intent.wish, now_s(view), dt);
}

/** Who walks into a door goes through. */
function passDoors(view: View): void {
  const pose = view.own.walker?.pose;
  const door = pose && view.square.session.state.phase === "inside" ? view.doorstep.step(pose) : null;
  if (door) view.square.travel(door);
}

function tellWorld(view: View): void {
  const pose = view.own.walker?.pose;
  if (pose && view.square.session.state.phase === "inside") view.square.session.move(pose);
}

function placePeople(view: View): void {
  view.crowd.show(now_s(view));
  view.fountain?.show(view.calm ? 0 : now_s(view));
  view.stage.sky.drift(view.calm ? 0 : now_s(view));
}

const here: Drawn = { x: 0, y: 0, z: 0, yaw: 0 };

function placeCamera(view: View, intent: Intent, dt: number): void {
  const { camera, own, crowd, calm } = view;
  look(camera, intent.turn, intent.tilt);
  zoom(camera, intent.zoom);
  const pose = own.walker?.pose;
  if (pose) {
    crowd.drawnAt(view.people.own, now_s(view), here);
    const onItsWay = own.walker?.goal !== null || (intent.wish !== null && view.keys.held().sideways !== 0);
    if (onItsWay && view.sinceLook_s > SWING_AFTER_S) swingBehind(camera, radiansOf(pose.yaw), dt, calm);
    follow(camera, { ...here, eyes_m: own.eyes_m }, view.obstacles, dt, calm);
  }
  aim(camera, view.stage.eye);
  if (view.outlook) {
    view.stage.eye.position.set(...view.outlook.from);
    view.stage.eye.lookAt(...view.outlook.to);
    view.stage.eye.updateMatrixWorld();
  }
  crowd.hidden = pose && camera.distance_m < OWN_HIDDEN_M ? view.people.own : -1;
}

function choosePeople(view: View): void {
  const { rhythm } = view;
  const now = now_s(view);
  const turned = Math.abs(view.camera.yaw - rhythm.cullYaw) > CULL_TURN;
  if (now < rhythm.cull_s && !turned) return;
  rhythm.cull_s = now + CULL_EVERY_S;
  rhythm.cullYaw = view.camera.yaw;
  view.crowd.cull(view.stage.eye, now);
}

function showNames(view: View, dt: number): void {
  const { rhythm } = view;
  const now = now_s(view);
  if (now >= rhythm.names_s) {
    rhythm.names_s = now + NAMES_EVERY_S;
    view.names.choose(named(view), view.stage.eye, view.size, view.quality.names, now);
  }
  view.labels.update(dt);
}

/** People in sight whose names are known; staff carry their badge. */
function* named(view: View): IterableIterator<Named> {
  const { session, texts } = view.square;
  for (const { id, slot } of view.people.inSight()) {
    const person = session.neighbours.get(id)?.person;
    if (!person) continue;
    const visitor = person.role === "" || person.role === "visitor";
    const badge = visitor ? "" : texts.sayIfKnown(`role.${person.role}`, texts.say("role.staff"));
    yield { slot, text: { name: view.square.marks.of(id, person.name), badge } };
  }
}

function showWords(view: View): void {
  const now = now_s(view);
  const { crowd, size } = view;
  const headOf = (slot: number, out: Vector3) => {
    const outfit = crowd.outfit(slot);
    if (!outfit) return false;
    crowd.drawnAt(slot, now, here);
    out.set(here.x, here.y + HEAD_M * outfit.size, here.z);
    return true;
  };
  view.bubbles.update(view.stage.eye, headOf, size.width, size.height, now);
}

function showWay(view: View): void {
  view.marker.show(view.own.walker?.goal ?? null, view.calm ? 0 : now_s(view) % 1);
}

function draw(view: View): void {
  view.stage.renderer.render(view.stage.scene, view.stage.eye);
}
