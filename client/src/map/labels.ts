/** The names on the map: kiosks as links, zones as words; whichever would cover another steps back. */

import type { Point } from "../systems/path";
import { element } from "../ui/dom";
import { type Box, standing, type Word } from "./boxes";

export interface Mark extends Point {
  id: string;
  title: string;
  /** Address of a link, or null for a word only. */
  href: string | null;
  colour: string | null;
}

/** As map.css has it: a link's dot, and how far from its middle the word begins. */
const DOT_PX = 22;
const WORD_OFF_PX = 13;
/** Where a link's word may stand about its dot, the best first: the classes of map.css. */
const SIDES = ["below", "above", "right", "left"] as const;

interface Item {
  readonly mark: Mark;
  readonly box: HTMLElement;
  readonly word: HTMLElement;
  /** CSS pixels; measured again when the scale changes, because the text size may have. */
  width: number;
  height: number;
}

export class Labels {
  /** What people's names must not slide under: the links' dots and shown words, in pixels of the whole map. */
  obstacles: readonly Box[] = [];
  private readonly items: Item[] = [];
  private scale = 0;
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
      this.items.push({ mark, box, word, width: 0, height: 0 });
    }
    this.scale = 0;
  }

  /** Takes all marks away, to add others. */
  clear(): void {
    for (const { box } of this.items.splice(0)) box.remove();
  }

  /** Shows as many words as fit into `window` without covering one another, a link, or `me`. */
  arrange(window: Box, px_per_m: number, me: Box | null = null): void {
    if (this.scale !== px_per_m) this.measure();
    this.scale = px_per_m;
    const words = this.items.map((item) => wordOf(item, px_per_m));
    const stands = standing(words, window, me ? [me] : []);
    this.items.forEach(({ word }, index) => {
      word.classList.toggle("is-covered", stands[index] < 0);
      word.dataset.side = SIDES[Math.max(0, stands[index])];
    });
    this.obstacles = words.flatMap(({ boxes, dot }, index) => {
      const box = boxes[stands[index]];
      return dot ? (box ? [dot, box] : [dot]) : [];
    });
  }

  private measure(): void {
    for (const item of this.items) {
      item.width = item.word.offsetWidth;
      item.height = item.word.offsetHeight;
    }
  }
}

function wordOf({ mark, width, height }: Item, px_per_m: number): Word {
  const x = mark.x * px_per_m;
  const z = mark.z * px_per_m;
  const at = (left: number, top: number): Box => ({ left, top, right: left + width, bottom: top + height });
  if (mark.href === null) return { boxes: [at(x - width / 2, z - height / 2)], dot: null };
  const half = DOT_PX / 2;
  const places: Record<(typeof SIDES)[number], Box> = {
    below: at(x - width / 2, z + WORD_OFF_PX),
    above: at(x - width / 2, z - WORD_OFF_PX - height),
    right: at(x + WORD_OFF_PX, z - height / 2),
    left: at(x - WORD_OFF_PX - width, z - height / 2),
  };
  return {
    boxes: SIDES.map((side) => places[side]),
    dot: { left: x - half, right: x + half, top: z - half, bottom: z + half },
  };
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
