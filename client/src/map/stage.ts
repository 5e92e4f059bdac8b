/**
 * The map itself: the built SVG in a box that can be moved and enlarged, and the place's coordinates in pixels.
 * It follows the own position until somebody drags it away.
 */

import type { Point } from "../systems/path";
import type { Titles } from "../ui/config";
import type { Box } from "./boxes";
import { loadDrawing } from "./drawing";

const LEAST_PX_PER_M = 0.5;
const MOST_PX_PER_M = 14;
const ZOOM_STEP = 1.5;
/** So much of the place is seen from before the door. */
const FIRST_VIEW_M = 130;
/** And this or less from inside: near enough that a dozen people who stand together can be told apart. */
const INSIDE_VIEW_M = 87;
const INSIDE_LEAST_PX_PER_M = 6;
const TAP_PX = 8;

/** A building or ground that the built map names, and where its name belongs. */
export interface NamedShape extends Point {
  id: string;
  title: Titles;
}

export interface StageEvents {
  /** Somebody has pointed at this spot of the place. */
  tapped: (spot: Point) => void;
  /** The scale has changed, or what of the map is in the window: labels may fit or not. */
  placed: () => void;
  /** Follows the own position, or not any more. */
  following: (following: boolean) => void;
}

export class MapStage {
  /** Pixels for one metre. */
  scale = 1;
  /** What the frame shows, in pixels of the whole map. */
  window: Box = { left: 0, top: 0, right: 0, bottom: 0 };
  private centre: Point;
  private follows = true;
  private outside = true;
  private width = 0;
  private height = 0;
  private drag: { x: number; y: number; centre: Point; moved: boolean } | null = null;
  private readonly frame: HTMLElement;
  private readonly canvas: HTMLElement;
  private readonly side_m: number;
  private readonly events: StageEvents;

  /** `frame` is the visible window, `canvas` the whole map inside it. */
  constructor(frame: HTMLElement, canvas: HTMLElement, side_m: number, events: StageEvents) {
    this.frame = frame;
    this.canvas = canvas;
    this.side_m = side_m;
    this.events = events;
    this.centre = { x: side_m / 2, z: side_m / 2 };
    new ResizeObserver(() => this.measure()).observe(frame);
    frame.addEventListener("pointerdown", (event) => this.down(event));
    frame.addEventListener("pointermove", (event) => this.moved(event));
    frame.addEventListener("pointerup", (event) => this.up(event));
    frame.addEventListener("pointercancel", () => {
      this.drag = null;
    });
    frame.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
  }

  /** Puts the built map into the canvas. Answers the names on it; throws when it cannot be had. */
  async load(url: string): Promise<NamedShape[]> {
    const svg = await loadDrawing(url);
    this.canvas.prepend(svg);
    return [...svg.querySelectorAll<SVGElement>("g[data-x][data-z]")].map(({ id, dataset }) => ({
      id,
      x: Number(dataset.x),
      z: Number(dataset.z),
      title: { ko: dataset.ko ?? "", en: dataset.en ?? "" },
    }));
  }

  /** Keeps `spot` in the middle while following. */
  follow(spot: Point): void {
    if (!this.follows) return;
    this.centre = { x: spot.x, z: spot.z };
    if (!this.outside || this.width === 0) this.place();
    else {
      const near = Math.min(this.width, this.height) / INSIDE_VIEW_M;
      this.setScale(Math.max(this.scale, near, INSIDE_LEAST_PX_PER_M));
      this.outside = false;
    }
  }

  setFollowing(following: boolean): void {
    if (this.follows === following) return;
    this.follows = following;
    this.events.following(following);
  }

  /** Larger (1) or smaller (−1) by one step. */
  zoom(direction: 1 | -1): void {
    this.setScale(this.scale * ZOOM_STEP ** direction);
  }

  private setScale(scale: number): void {
    const whole = Math.min(this.width, this.height) / this.side_m;
    this.scale = Math.min(MOST_PX_PER_M, Math.max(LEAST_PX_PER_M, whole, scale));
    const px = `${this.side_m * this.scale}px`;
    this.canvas.style.width = px;
    this.canvas.style.height = px;
    this.canvas.classList.add("is-still");
    this.place();
    requestAnimationFrame(() => this.canvas.classList.remove("is-still"));
  }

  private measure(): void {
    const first = this.width === 0;
    this.width = this.frame.clientWidth;
    this.height = this.frame.clientHeight;
    if (this.width === 0) return;
    this.setScale(first ? Math.min(this.width, this.height) / FIRST_VIEW_M : this.scale);
  }

  private place(): void {
    const half = { x: this.width / 2 / this.scale, z: this.height / 2 / this.scale };
    const x = kept(this.centre.x, half.x, this.side_m);
    const z = kept(this.centre.z, half.z, this.side_m);
    const left = Math.round(this.width / 2 - x * this.scale);
    const top = Math.round(this.height / 2 - z * this.scale);
    const transform = `translate(${left}px, ${top}px)`;
    if (this.canvas.style.transform !== transform) this.canvas.style.transform = transform;
    this.window = { left: -left, top: -top, right: this.width - left, bottom: this.height - top };
    this.events.placed();
  }

  private down(event: PointerEvent): void {
    if (event.button !== 0 || (event.target as Element).closest("a, button")) return;
    this.drag = { x: event.clientX, y: event.clientY, centre: { ...this.centre }, moved: false };
  }

  private moved(event: PointerEvent): void {
    if (!this.drag) return;
    const dx = event.clientX - this.drag.x;
    const dy = event.clientY - this.drag.y;
    if (!this.drag.moved && Math.hypot(dx, dy) < TAP_PX) return;
    if (!this.drag.moved) this.frame.setPointerCapture(event.pointerId);
    this.drag.moved = true;
    this.setFollowing(false);
    this.canvas.classList.add("is-still");
    this.centre = { x: this.drag.centre.x - dx / this.scale, z: this.drag.centre.z - dy / this.scale };
    this.place();
  }

  private up(event: PointerEvent): void {
    const { drag } = this;
    this.drag = null;
    this.canvas.classList.remove("is-still");
    if (!drag || drag.moved) return;
    const box = this.canvas.getBoundingClientRect();
    const spot = { x: (event.clientX - box.left) / this.scale, z: (event.clientY - box.top) / this.scale };
    this.events.tapped(spot);
  }

  private wheel(event: WheelEvent): void {
    if (!event.ctrlKey) return;
    event.preventDefault();
    this.setScale(this.scale * Math.exp(-event.deltaY * 0.01));
  }
}

/** A centre for which the window shows no more beyond the edge than needed. */
function kept(centre: number, half: number, side: number): number {
  return half * 2 >= side ? side / 2 : Math.min(side - half, Math.max(half, centre));
}
