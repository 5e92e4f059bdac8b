/**
 * The small map beside the stage: the built map around oneself, north up, with the people, kiosks and doors there. A
 * press on it walks there. It is for eyes and pointers alone: the lists beside the stage say the same and more.
 */

import type { Guide } from "../guide/guide";
import { loadDrawing } from "../map/drawing";
import { nearPeople } from "../map/near";
import { onPreferences, prefer, preferences, wantsCalm } from "../preferences/kept";
import { doorOf } from "../systems/portals";
import type { View } from "../systems/view";
import { need, setText } from "../ui/dom";
import { pageOf } from "../ui/square";
import { marksAround, type Seen } from "./around";

const TICK_MS = 200;
/** Metres from one edge of the small map to the other. */
const SHOWN_M = 90;

export class Minimap {
  private readonly view: View;
  private readonly guide: Guide;
  private readonly box = need("minimap-box", HTMLElement);
  private readonly frame = need("minimap", HTMLElement);
  private readonly button = need("minimap-toggle", HTMLButtonElement);
  /** The drawing, in a box as large as the whole place; empty until it is wanted. */
  private readonly picture = document.createElement("div");
  private loading = false;
  private readonly canvas = document.createElement("canvas");
  private readonly pen = this.canvas.getContext("2d");
  private size_px = 0;

  constructor(view: View, guide: Guide) {
    this.view = view;
    this.guide = guide;
    this.picture.className = "minimap-place";
    this.frame.append(this.picture, this.canvas);
    this.frame.onclick = (event) => this.pressed(event);
    this.button.onclick = () => prefer({ ...preferences(), minimap: this.isWanted ? "off" : "on" });
    const show = () => this.show();
    onPreferences(show);
    view.square.texts.onLanguage(show);
    show();
    setInterval(() => this.update(), TICK_MS);
  }

  private get isWanted(): boolean {
    return preferences().minimap === "on";
  }

  private show(): void {
    const { texts, config } = this.view.square;
    this.frame.hidden = !this.isWanted;
    this.box.classList.toggle("is-folded", !this.isWanted);
    setText(this.button, texts.say(this.isWanted ? "minimap.hide" : "minimap.show"));
    if (this.isWanted && !this.loading) {
      this.loading = true;
      loadDrawing(config.built.map).then(
        (drawing) => this.picture.replaceChildren(drawing),
        (error: unknown) => console.warn("The small map stays empty:", error),
      );
    }
    this.picture.classList.toggle("is-still", wantsCalm());
    this.update();
  }

  private update(): void {
    const pose = this.view.own.walker?.pose;
    if (document.hidden || !this.isWanted || !pose || !this.pen) return;
    this.measure();
    const { side_m } = this.view.square.config;
    const scale = this.size_px / SHOWN_M;
    const whole = `${Math.round(side_m * scale)}px`;
    if (this.picture.style.width !== whole) this.picture.style.width = this.picture.style.height = whole;
    const left = this.size_px / 2 - pose.x * scale;
    const top = this.size_px / 2 - pose.z * scale;
    this.picture.style.transform = `translate(${left.toFixed(1)}px, ${top.toFixed(1)}px)`;
    this.draw(this.pen, scale);
  }

  private measure(): void {
    const size_px = this.frame.clientWidth;
    const pixels = Math.round(size_px * Math.min(2, window.devicePixelRatio || 1));
    if (this.canvas.width === pixels && this.size_px === size_px) return;
    this.size_px = size_px;
    this.canvas.width = this.canvas.height = pixels;
  }

  private draw(pen: CanvasRenderingContext2D, scale: number): void {
    const pose = this.view.own.walker?.pose;
    if (!pose) return;
    const unit = this.canvas.width / Math.max(1, this.size_px);
    pen.setTransform(unit, 0, 0, unit, 0, 0);
    pen.clearRect(0, 0, this.size_px, this.size_px);
    for (const mark of marksAround(this.seen(), pose, SHOWN_M / 2)) {
      const x = this.size_px / 2 + mark.dx * scale;
      const y = this.size_px / 2 + mark.dz * scale;
      drawMark(pen, mark.kind, mark.colour, x, y);
    }
    drawMe(pen, this.size_px / 2, (pose.yaw / 256) * 2 * Math.PI);
  }

  private *seen(): IterableIterator<Seen> {
    const { square, own } = this.view;
    const { config, session } = square;
    const pose = own.walker?.pose;
    if (!pose) return;
    for (const far of session.far.values()) {
      if (far.id !== session.id && !session.neighbours.get(far.id)) yield { kind: "far", x: far.x, z: far.z };
    }
    for (const object of config.document.objects) {
      const { x, z, colour } = object;
      if (doorOf(config, object)) yield { kind: "portal", x, z };
      else if (pageOf(config, object.id)) yield { kind: "kiosk", x, z, ...(colour ? { colour } : {}) };
    }
    for (const { id, pose: at } of nearPeople(session.neighbours, pose, session.now_s())) {
      if (!session.blocked.has(id)) yield { kind: "person", x: at.x, z: at.z };
    }
  }

  private pressed(event: MouseEvent): void {
    const pose = this.view.own.walker?.pose;
    const box = this.frame.getBoundingClientRect();
    if (!pose || box.width === 0) return;
    const metres = SHOWN_M / box.width;
    const x = pose.x + (event.clientX - box.left - box.width / 2) * metres;
    const z = pose.z + (event.clientY - box.top - box.height / 2) * metres;
    this.guide.toSpot({ x, z });
  }
}

function drawMark(
  pen: CanvasRenderingContext2D,
  kind: Seen["kind"],
  colour: string,
  x: number,
  y: number,
): void {
  pen.beginPath();
  if (kind === "kiosk") pen.rect(x - 5, y - 5, 10, 10);
  else if (kind === "portal") {
    pen.moveTo(x, y - 7);
    pen.lineTo(x + 7, y);
    pen.lineTo(x, y + 7);
    pen.lineTo(x - 7, y);
    pen.closePath();
  } else pen.arc(x, y, kind === "person" ? 3.6 : 2.2, 0, 2 * Math.PI);
  pen.fillStyle = colour;
  pen.strokeStyle = "#ffffff";
  pen.lineWidth = 1.5;
  pen.fill();
  pen.stroke();
}

function drawMe(pen: CanvasRenderingContext2D, middle: number, heading: number): void {
  pen.save();
  pen.translate(middle, middle);
  pen.rotate(heading);
  pen.beginPath();
  pen.moveTo(0, -11);
  pen.lineTo(7.5, 8);
  pen.lineTo(0, 4);
  pen.lineTo(-7.5, 8);
  pen.closePath();
  pen.fillStyle = "#c81e1e";
  pen.strokeStyle = "#ffffff";
  pen.lineWidth = 2;
  pen.fill();
  pen.stroke();
  pen.restore();
}
