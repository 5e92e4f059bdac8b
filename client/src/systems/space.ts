/** Personal space: who comes closer than half a metre is not drawn, unless the person wants it otherwise. */

import { need } from "../ui/dom";
import { browserStorage } from "./storage";

/** Nearer than this people would stand in one another. */
export const SPACE_M = 0.5;
const KEY = "madang.space";

/** Whether this person wants room around them; yes, until they say no. */
export function wantsSpace(storage: Storage | null): boolean {
  return storage?.getItem(KEY) !== "off";
}

/** Joins the menu's box to the setting; `changed` is told now and at every change. */
export function offerSpace(changed: (wanted: boolean) => void, storage = browserStorage()): void {
  const box = need("space", HTMLInputElement);
  box.checked = wantsSpace(storage);
  box.onchange = () => {
    storage?.setItem(KEY, box.checked ? "on" : "off");
    changed(box.checked);
  };
  changed(box.checked);
}
