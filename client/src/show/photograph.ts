/** A picture of what the 3D view shows: without names, words and marks, and with those people alone who agreed. */

import { parseLook } from "../net/look";
import { fitTo } from "../scene/stage";
import { fieldOfView } from "../systems/camera";
import { now_s, setQuality, type View } from "../systems/view";
import { PICTURE } from "./card";

/** Draws and reads in one task, so that the drawing buffer need not be kept; the view goes on as it was. */
export function photograph(view: View): HTMLCanvasElement {
  const { stage, crowd, labels, marker } = view;
  const picture = document.createElement("canvas");
  picture.width = PICTURE.width;
  picture.height = PICTURE.height;
  const before = { labels: labels.mesh.visible, marker: marker.mesh.visible };
  labels.mesh.visible = marker.mesh.visible = false;
  crowd.pictured = agreed(view);
  try {
    fitTo(stage, PICTURE.width, PICTURE.height, 1, fieldOfView(PICTURE.width, PICTURE.height));
    crowd.cull(stage.eye, now_s(view));
    stage.renderer.render(stage.scene, stage.eye);
    picture.getContext("2d")?.drawImage(stage.renderer.domElement, 0, 0, PICTURE.width, PICTURE.height);
  } finally {
    crowd.pictured = null;
    labels.mesh.visible = before.labels;
    marker.mesh.visible = before.marker;
    setQuality(view, view.quality);
    crowd.cull(stage.eye, now_s(view));
    stage.renderer.render(stage.scene, stage.eye);
  }
  return picture;
}

/** The slots of the own person and of everybody in sight who agrees to be in pictures. */
function agreed({ people, square }: View): ReadonlySet<number> {
  const slots = new Set([people.own]);
  for (const { id, slot } of people.inSight()) {
    const person = square.session.neighbours.person(id);
    if (person && parseLook(person.look).pictured === 1) slots.add(slot);
  }
  return slots;
}
