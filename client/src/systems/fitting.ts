/** Before the door: whoever chooses a look sees themselves in it, standing in the place, facing the camera. */
import { GAIT, radiansOf } from "../net/pose";
import { POSTURE } from "../scene/motion";
import { need } from "../ui/dom";
import { DISTANCE_M, type FollowCamera } from "./camera";
import { now_s, type View } from "./view";

/** How near the camera stands. */
const NEAR_M = 4.4;
/** Part of the screen's width that the person stands to the right of its middle: the door is on the left. */
const ASIDE = 0.26;
const GREETING_S = 2.2;
const TURN_PER_S = 0.25;

/** Tries on every look that the door's form shows. */
export function watchFitting(view: View): void {
  const form = need("enter-form", HTMLFormElement);
  const tryOn = () => {
    if (form.dataset.look === undefined) return;
    view.own.wear(form.dataset.look, view.assets.wardrobe);
    view.fitting.greets_s = now_s(view) + GREETING_S;
  };
  new MutationObserver(tryOn).observe(form, { attributes: true, attributeFilter: ["data-look"] });
  if (view.own.walker === null) tryOn();
}

/** Whether somebody stands before the door. */
export function isFitting(view: View): boolean {
  return view.own.walker === null && view.own.outfit !== null;
}

/** Stands the person there and the camera before them. */
export function showFitting(view: View, dt: number): void {
  const { spawns } = view.square.config.document;
  const spawn = spawns[0];
  if (!spawn) return;
  const towards = radiansOf(spawn.yaw);
  const now = now_s(view);
  const sway = view.calm ? 0 : Math.sin(now * TURN_PER_S * 2 * Math.PI) * 0.25;
  const posture = view.own.outfit?.rolls ? POSTURE.wheelchair : POSTURE.upright;
  const gesture = now < view.fitting.greets_s ? GAIT.wave : 0;
  const yaw = towards + Math.PI + sway;
  const motion = { x: spawn.x, y: 0, z: spawn.z, yaw, speed_m_s: 0, posture, gesture };
  view.crowd.steer(view.people.own, motion, now, dt);
  const { eye } = view.stage;
  const seenWidth = 2 * NEAR_M * Math.tan((eye.fov * Math.PI) / 360) * eye.aspect;
  const aside = eye.aspect > 1.2 ? ASIDE * seenWidth : 0;
  standBeforeMirror(view.camera, spawn, towards, aside);
}

function standBeforeMirror(
  camera: FollowCamera,
  spawn: { readonly x: number; readonly z: number },
  towards: number,
  aside: number,
): void {
  camera.yaw = towards;
  camera.pitch = -0.02;
  camera.distance_m = NEAR_M;
  camera.wanted_m = DISTANCE_M.usual;
  camera.focus.x = spawn.x - Math.cos(towards) * aside;
  camera.focus.y = 0.85;
  camera.focus.z = spawn.z - Math.sin(towards) * aside;
}
