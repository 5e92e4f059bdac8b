/**
 * What people say, over their heads: a few page elements, so that any script, emoji and text size is the
 * browser's business. They are hidden from assistive technology; the chat log carries the same words.
 */
import { type PerspectiveCamera, Vector3 } from "three";
import { type Box, stack } from "./declutter";

const MOST = 12;
const FAR_M = 32;
const LEAST_S = 3.5;
const MOST_S = 11;
const PER_CHARACTER_S = 0.075;
/** The speaker's name stays free under the bubble; in lines of the bubble's own text. */
const OVER_NAME = 1.9;

/** How long a text stays over its speaker's head. */
export function readingTime_s(text: string): number {
  return Math.min(MOST_S, LEAST_S + [...text].length * PER_CHARACTER_S);
}

interface Bubble {
  readonly slot: number;
  readonly element: HTMLElement;
  readonly until_s: number;
  width: number;
  height: number;
  /** Pixels between head and bubble. */
  gap: number;
}

/** Where a slot's head is; false when that person is not here any more. */
export type HeadOf = (slot: number, out: Vector3) => boolean;

export class Bubbles {
  private bubbles: Bubble[] = [];
  private readonly head = new Vector3();

  private readonly host: HTMLElement;

  constructor(host: HTMLElement) {
    this.host = host;
  }

  say(slot: number, text: string, now_s: number): void {
    this.silence(slot);
    const element = document.createElement("p");
    element.className = "bubble";
    element.textContent = text;
    this.host.append(element);
    const { offsetWidth: width, offsetHeight: height } = element;
    // Until the next frame has put it over its speaker it has no place.
    element.hidden = true;
    const gap = Number.parseFloat(getComputedStyle(element).fontSize) * OVER_NAME + 6;
    this.bubbles.push({ slot, element, until_s: now_s + readingTime_s(text), width, height, gap });
    if (this.bubbles.length > MOST) this.bubbles.shift()?.element.remove();
  }

  silence(slot: number): void {
    this.drop((bubble) => bubble.slot === slot);
  }

  /** Puts every bubble over its speaker for this frame. */
  update(
    camera: PerspectiveCamera,
    headOf: HeadOf,
    width_px: number,
    height_px: number,
    now_s: number,
  ): void {
    if (this.bubbles.length === 0) return;
    this.drop((bubble) => bubble.until_s <= now_s);
    const boxes: Box[] = [];
    const drawn: Bubble[] = [];
    for (const bubble of this.bubbles) {
      const here = headOf(bubble.slot, this.head);
      const distance = this.head.distanceTo(camera.position);
      this.head.project(camera);
      const seen = here && this.head.z < 1 && Math.abs(this.head.x) < 1.15 && distance < FAR_M;
      bubble.element.hidden = !seen;
      if (!seen) continue;
      const { width, height } = bubble;
      const half = width / 2 + 8;
      const x = Math.min(width_px - half, Math.max(half, ((this.head.x + 1) / 2) * width_px));
      const y = ((1 - this.head.y) / 2) * height_px - height / 2 - bubble.gap;
      boxes.push({ key: bubble.slot, x, y: Math.max(height / 2 + 8, y), width, height, rank: distance });
      drawn.push(bubble);
    }
    this.lay(drawn, boxes, now_s);
  }

  private lay(drawn: readonly Bubble[], boxes: readonly Box[], now_s: number): void {
    const order = boxes.map((_, i) => i).sort((a, b) => rankAt(boxes, a) - rankAt(boxes, b));
    const lifts = stack(order.map((i) => boxes[i] as Box));
    order.forEach((i, place) => {
      const box = boxes[i] as Box;
      const bubble = drawn[i] as Bubble;
      const top = Math.max(4, box.y - (lifts[place] ?? 0) - box.height / 2);
      const { style } = bubble.element;
      style.transform = `translate(${Math.round(box.x - box.width / 2)}px, ${Math.round(top)}px)`;
      style.opacity = String(Math.min(1, (bubble.until_s - now_s) * 3));
      style.zIndex = String(1000 - Math.round(box.rank * 10));
    });
  }

  private drop(gone: (bubble: Bubble) => boolean): void {
    for (const bubble of this.bubbles) if (gone(bubble)) bubble.element.remove();
    this.bubbles = this.bubbles.filter((bubble) => !gone(bubble));
  }
}

function rankAt(boxes: readonly Box[], index: number): number {
  return boxes[index]?.rank ?? 0;
}
