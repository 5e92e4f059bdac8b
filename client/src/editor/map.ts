/** The map of the desk: a picture of the list, on which things can be dragged. Keys move what is chosen. */

import { loadDrawing } from "../map/drawing";
import { svgElement } from "../ui/dom";
import type { DraftObject } from "./model";

/** A thing to draw; `fixed` ones belong to a season's touch and are not moved here. */
export interface Drawn {
  readonly object: DraftObject;
  readonly half: readonly [number, number];
  readonly fixed: boolean;
  readonly wrong: boolean;
}

export interface MapEvents {
  chosen: (id: string) => void;
  dragged: (id: string, x: number, z: number) => void;
}

const PLAIN_COLOUR = "#40505f";
const NEAREST_M = 20;
const ZOOM_STEP = 1.5;
/** A finger hits a small thing within this part of the map's width. */
const HIT_SHARE = 0.022;

export class DeskMap {
  private readonly box: HTMLElement;
  private readonly side_m: number;
  private readonly events: MapEvents;
  private readonly overlay = svgElement("svg", { class: "editor-things", "aria-hidden": true });
  private drawing: SVGElement | null = null;
  private window: { x: number; z: number; w: number };
  private drag: { id: string | null; from: DOMPoint; at: { x: number; z: number } } | null = null;
  private shown: readonly Drawn[] = [];
  private chosen: string | null = null;

  constructor(box: HTMLElement, side_m: number, events: MapEvents) {
    this.box = box;
    this.side_m = side_m;
    this.events = events;
    this.window = { x: 0, z: 0, w: side_m };
    box.append(this.overlay);
    this.overlay.addEventListener("pointerdown", (event) => this.down(event));
    this.overlay.addEventListener("pointermove", (event) => this.moved(event));
    for (const end of ["pointerup", "pointercancel"]) {
      this.overlay.addEventListener(end, () => {
        this.drag = null;
      });
    }
    this.look();
  }

  async load(url: string): Promise<void> {
    this.drawing = await loadDrawing(url);
    this.box.prepend(this.drawing);
    this.look();
  }

  /** What is in the middle of the map, metres. */
  get middle(): { x: number; z: number } {
    const { x, z, w } = this.window;
    return { x: x + w / 2, z: z + w / 2 };
  }

  /** Shows all of these, from near enough. */
  frame(things: readonly Drawn[]): void {
    const xs = things.flatMap(({ object }) => object.x ?? []);
    const zs = things.flatMap(({ object }) => object.z ?? []);
    if (xs.length === 0) return;
    const [west, east, north, south] = [Math.min(...xs), Math.max(...xs), Math.min(...zs), Math.max(...zs)];
    const w = Math.min(this.side_m, Math.max(east - west, south - north) + 16);
    this.lookAt((west + east) / 2, (north + south) / 2, w);
  }

  zoom(direction: 1 | -1): void {
    const on = this.shown.find(({ object }) => object.id === this.chosen)?.object;
    const { x, z } = on && on.x !== null && on.z !== null ? { x: on.x, z: on.z } : this.middle;
    this.lookAt(x, z, this.window.w / ZOOM_STEP ** direction);
  }

  /** Draws things, the chosen one above all others; brings it into the window when it was not chosen before. */
  show(things: readonly Drawn[], chosen: string | null): void {
    this.shown = things;
    const fresh = chosen !== this.chosen;
    this.chosen = chosen;
    const order = [...things].sort((a, b) => rank(a, chosen) - rank(b, chosen));
    this.overlay.replaceChildren(...order.map((thing) => this.symbol(thing)));
    const object = things.find((thing) => thing.object.id === chosen)?.object;
    if (!fresh || !object || object.x === null || object.z === null) return;
    const { x, z, w } = this.window;
    const inside = object.x > x && object.x < x + w && object.z > z && object.z < z + w;
    if (!inside) this.lookAt(object.x, object.z, w);
  }

  private symbol({ object, half, fixed, wrong }: Drawn): SVGElement {
    const [hx, hz] = [Math.max(half[0], 0.35), Math.max(half[1], 0.35)];
    const group = svgElement("g", {
      class: `editor-thing${object.id === this.chosen ? " is-chosen" : ""}${wrong ? " is-wrong" : ""}${fixed ? " is-fixed" : ""}`,
      transform: `translate(${object.x ?? 0} ${object.z ?? 0}) rotate(${(object.yaw / 256) * 360})`,
      "data-id": object.id,
    });
    const hit = Math.max(hx, hz, this.window.w * HIT_SHARE);
    if (!fixed) group.append(svgElement("circle", { class: "editor-hit", r: hit }));
    if (object.id === this.chosen) group.append(svgElement("circle", { class: "editor-ring", r: hit }));
    const body = svgElement("rect", { x: -hx, y: -hz, width: hx * 2, height: hz * 2, rx: 0.15 });
    body.setAttribute("fill", object.colour ?? PLAIN_COLOUR);
    const front = Math.max(0.5, this.window.w * 0.008);
    const nose = `M ${-front} ${-hz} L 0 ${-hz - front} L ${front} ${-hz} Z`;
    group.append(body, svgElement("path", { d: nose, class: "editor-front" }));
    return group;
  }

  private lookAt(x: number, z: number, w: number): void {
    const width = Math.min(this.side_m, Math.max(NEAREST_M, w));
    const kept = (middle: number) => Math.min(this.side_m - width, Math.max(0, middle - width / 2));
    this.window = { x: kept(x), z: kept(z), w: width };
    this.look();
    this.show(this.shown, this.chosen);
  }

  private look(): void {
    const { x, z, w } = this.window;
    for (const svg of [this.overlay, this.drawing]) svg?.setAttribute("viewBox", `${x} ${z} ${w} ${w}`);
  }

  /** Metres of the place under a pointer. */
  private spot(event: PointerEvent): DOMPoint {
    const box = this.overlay.getBoundingClientRect();
    const { x, z, w } = this.window;
    const scale = w / Math.max(1, box.width);
    return new DOMPoint(x + (event.clientX - box.left) * scale, z + (event.clientY - box.top) * scale);
  }

  private down(event: PointerEvent): void {
    if (event.button !== 0) return;
    const id = (event.target as Element).closest<SVGElement>("[data-id]:not(.is-fixed)")?.dataset.id ?? null;
    const from = this.spot(event);
    const object = this.shown.find((thing) => thing.object.id === id)?.object;
    const at = object ? { x: object.x ?? 0, z: object.z ?? 0 } : { x: this.window.x, z: this.window.z };
    this.drag = { id, from, at };
    this.overlay.setPointerCapture(event.pointerId);
    if (id !== null) this.events.chosen(id);
  }

  private moved(event: PointerEvent): void {
    const { drag } = this;
    if (!drag) return;
    const spot = this.spot(event);
    const [dx, dz] = [spot.x - drag.from.x, spot.y - drag.from.y];
    if (drag.id !== null) this.events.dragged(drag.id, drag.at.x + dx, drag.at.z + dz);
    else {
      const { x, z, w } = this.window;
      this.lookAt(x - dx + w / 2, z - dz + w / 2, w);
    }
  }
}

function rank({ object, fixed }: Drawn, chosen: string | null): number {
  if (object.id === chosen) return 2;
  return fixed ? 0 : 1;
}
