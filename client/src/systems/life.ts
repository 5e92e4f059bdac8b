/** Joins the session to the stage: who comes, moves and goes, and where the own person stands. */
import { type Pose, radiansOf } from "../net/pose";
import { unknownLook } from "../scene/outfit";
import type { PlaceObject } from "../ui/config";
import { goToObject } from "./acts";
import { FIRST_PITCH } from "./camera";
import type { View } from "./view";
import { standBefore } from "./walk";

/**
 * Follows the session from now on. `entered` is where the person came in while the place was still loading.
 * `said` gets the words that are shown over heads.
 */
export function live(view: View, entered: Pose | null, said: (id: number, text: string) => void): void {
  const { square, people } = view;
  const { session } = square;
  session.on("crowd", (ids) => people.takeCrowd(ids, session.now_s()));
  session.on("people", (persons) => people.takeLooks(persons.map((person) => person.id)));
  session.on("left", (ids) => people.takeLeft(ids));
  session.on("far", () => people.takeFar(session.now_s()));
  session.on("said", ({ id, text }) => said(id, text));
  session.on("put", (pose) => view.own.stand(pose));
  session.on("welcome", ({ spawn }) => {
    people.clear();
    enter(view, spawn);
    seekGoal(view);
  });
  session.on("state", (state) => {
    if (state.phase !== "outside" && state.phase !== "ended") return;
    people.clear();
    view.own.leave();
  });
  if (session.id !== null && entered) comeLate(view, entered);
  else standAtAsked(view);
}

/** The own person stands at `pose` and the camera behind them. */
function enter(view: View, pose: Pose): void {
  const { own, square, assets } = view;
  const { session } = square;
  own.wear(session.identity?.look || unknownLook(session.id ?? 0, assets.wardrobe), assets.wardrobe);
  own.stand(pose);
  view.camera.yaw = radiansOf(pose.yaw);
  view.camera.pitch = FIRST_PITCH;
  view.camera.focus = { x: pose.x, y: pose.y + own.eyes_m, z: pose.z };
}

/** The place was still loading when the person came in: catches up with what the session knows. */
function comeLate(view: View, entered: Pose): void {
  const { session } = view.square;
  enter(view, entered);
  view.people.takeCrowd(
    [...session.neighbours.values()].map((neighbour) => neighbour.id),
    session.now_s(),
  );
  view.people.takeFar(session.now_s());
  const asked = askedObject(view);
  if (asked) goToObject(view, asked, false);
  seekGoal(view);
}

/** `?go=`: walks to the thing for which the person came through a door, and opens it. */
function seekGoal(view: View): void {
  const object = view.square.takeGoal();
  if (object) goToObject(view, object, true);
}

/** `?at=`: who has not entered yet will enter before the thing that the address names. */
function standAtAsked(view: View): void {
  const asked = askedObject(view);
  if (!asked) return;
  view.square.session.move(standBefore(asked, view.assets.grid));
}

function askedObject(view: View): PlaceObject | null {
  const { config } = view.square;
  return config.document.objects.find((object) => object.id === config.at) ?? null;
}
