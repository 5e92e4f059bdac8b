/** Walking on the map by keyboard, while the map has focus, and by four buttons for everybody else. */

import type { Wish } from "../systems/walker";

const WAYS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

export interface KeyActions {
  zoom: (direction: 1 | -1) => void;
  stop: () => void;
  /** One of the four buttons: (dx, dz) is the way to go. */
  pad: (dx: number, dz: number) => void;
}

/** Listens on `stage` and on `[data-walk]` buttons; the returned function answers the wish of the moment. */
export function listenToKeys(stage: HTMLElement, actions: KeyActions): () => Wish | null {
  const held = new Set<string>();
  let run = false;
  stage.addEventListener("keydown", (event) => {
    if (event.target !== stage || event.ctrlKey || event.metaKey || event.altKey) return;
    run = event.shiftKey;
    if (event.key in WAYS) held.add(event.key);
    else if (event.key === "+" || event.key === "=") actions.zoom(1);
    else if (event.key === "-") actions.zoom(-1);
    else if (event.key === "Escape") {
      actions.stop();
      return;
    } else return;
    event.preventDefault();
  });
  stage.addEventListener("keyup", (event) => {
    run = event.shiftKey;
    held.delete(event.key);
  });
  stage.addEventListener("blur", () => held.clear());
  addEventListener("blur", () => held.clear());
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-walk]")) {
    const way = WAYS[button.dataset.walk ?? ""];
    if (way) button.onclick = () => actions.pad(way[0], way[1]);
  }
  return () => {
    if (held.size === 0) return null;
    let dx = 0;
    let dz = 0;
    for (const key of held) {
      dx += WAYS[key][0];
      dz += WAYS[key][1];
    }
    return dx === 0 && dz === 0 ? null : { dx, dz, run };
  };
}
