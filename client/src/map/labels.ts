/** The names on the map: kiosks as links, zones as words; whichever would cover another steps back. */

import type { Point } from "../systems/path";
import { element } from "../ui/dom";

export interface Mark extends Point {
  id: string;
  title: string;
  /** Address of a link, or null for a word only. */
  href: string | null;
  colour: string | null;
}

export class Labels {
  private readonly items: { box: HTMLElement; word: HTMLElement }[] = [];
  private readonly canvas: HTMLElement;
  private readonly side_m: number;
  private readonly pressed: (id: string) => void;

  /** `pressed` is called for a link instead of following it. */
  constructor(canvas: HTMLElement, side_m: number, pressed: (id: string) => void) {
    this.canvas = canvas;
    this.side_m = side_m;
    this.pressed = pressed;
  }

  /** Adds marks, the important ones first: they keep their words when it gets narrow. */
  add(marks: readonly Mark[]): void {
    for (const mark of marks) {
      const word = element("span", { class: "map-word" }, mark.title);
      const box = mark.href === null ? zoneBox(word) : linkBox(mark, word, this.pressed);
      box.style.left = `${(mark.x / this.side_m) * 100}%`;
      box.style.top = `${(mark.z / this.side_m) * 100}%`;
      this.canvas.append(box);
      this.items.push({ box, word });
    }
    this.arrange();
  }

  /** Shows as many words as fit without covering one another or a link; call it after a change of scale. */
  arrange(): void {
    for (const { word } of this.items) word.classList.remove("is-covered");
    const rects = this.items.map(({ word }) => word.getBoundingClientRect());
    const dots = this.items.map(({ box }) => box.querySelector(".map-dot")?.getBoundingClientRect() ?? null);
    const taken: DOMRect[] = dots.filter((rect) => rect !== null);
    this.items.forEach(({ word }, index) => {
      const rect = rects[index];
      const own = dots[index];
      const covered = taken.some((other) => other !== own && overlaps(rect, other));
      word.classList.toggle("is-covered", covered);
      if (!covered) taken.push(rect);
    });
  }
}

function zoneBox(word: HTMLElement): HTMLElement {
  return element("div", { class: "map-zone", "aria-hidden": true }, word);
}

function linkBox(mark: Mark, word: HTMLElement, pressed: (id: string) => void): HTMLElement {
  const dot = element("span", { class: "map-dot", "aria-hidden": true });
  if (mark.colour) dot.style.backgroundColor = mark.colour;
  const link = element("a", { class: "map-link", href: mark.href }, dot, word);
  link.onclick = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    pressed(mark.id);
  };
  return link;
}

function overlaps(a: DOMRect, b: DOMRect): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
