/** The people on the map: oneself with the way ahead, those in sight, and the whole crowd as small dots. */

import type { FarStore } from "../net/far";
import type { Pose } from "../net/pose";
import type { Point } from "../systems/path";
import { element, setText, svgElement } from "../ui/dom";
import type { NearPerson } from "./near";

const NAMED_MOST = 8;
const NAMES_FROM_PX_PER_M = 3;
const SMALL_BELOW_PX_PER_M = 2.4;
const NAME_HIGH_PX = 20;
const WIDE_CHAR_PX = 14;
const NARROW_CHAR_PX = 8;

export class Dots {
  private readonly people = new Map<number, { dot: HTMLElement; name: HTMLElement }>();
  private readonly me = element("div", { class: "map-me", "aria-hidden": true });
  private readonly far = svgElement("path", { class: "map-far-dots" });
  private readonly way = svgElement("polyline", { class: "map-way" });
  private readonly canvas: HTMLElement;

  constructor(canvas: HTMLElement, side_m: number) {
    this.canvas = canvas;
    const box = {
      viewBox: `0 0 ${side_m} ${side_m}`,
      class: "map-over",
      "aria-hidden": true,
      focusable: false,
    };
    canvas.append(svgElement("svg", box, this.far, this.way), this.me);
    this.me.hidden = true;
  }

  showMe(pose: Pose, way: readonly Point[], px_per_m: number): void {
    this.me.hidden = false;
    place(this.me, pose, px_per_m, ` rotate(${Math.round((pose.yaw / 256) * 360)}deg)`);
    const points = way.length > 0 ? [pose, ...way] : [];
    this.way.setAttribute("points", points.map(({ x, z }) => `${x.toFixed(1)},${z.toFixed(1)}`).join(" "));
  }

  /** `people` nearest first. Touches only what has changed. */
  showPeople(people: readonly NearPerson[], px_per_m: number, hidden: ReadonlySet<number>): void {
    const shown = new Set<number>();
    const names = new NameBoxes();
    this.canvas.classList.toggle("is-small", px_per_m < SMALL_BELOW_PX_PER_M);
    for (const person of people) {
      if (hidden.has(person.id)) continue;
      shown.add(person.id);
      const { dot, name } = this.dotOf(person.id);
      place(dot, person.pose, px_per_m, "");
      const text = px_per_m >= NAMES_FROM_PX_PER_M ? (person.neighbour.person?.name ?? "") : "";
      setText(name, names.fits(text, person.pose, px_per_m) ? text : "");
    }
    for (const [id, { dot }] of this.people) {
      if (shown.has(id)) continue;
      dot.remove();
      this.people.delete(id);
    }
  }

  /** The whole place's people, without those drawn as near ones. */
  showFar(far: FarStore, me: number | null): void {
    let d = "";
    for (const { id, x, z } of far.values()) {
      if (id !== me && !this.people.has(id)) d += `M${x.toFixed(1)} ${z.toFixed(1)}h0`;
    }
    this.far.setAttribute("d", d);
  }

  clear(): void {
    this.me.hidden = true;
    this.far.setAttribute("d", "");
    this.way.setAttribute("points", "");
    this.showPeople([], 1, new Set());
  }

  private dotOf(id: number): { dot: HTMLElement; name: HTMLElement } {
    const known = this.people.get(id);
    if (known) return known;
    const name = element("span", { class: "map-name" });
    const dot = element("div", { class: "map-person", "aria-hidden": true }, name);
    this.canvas.append(dot);
    const made = { dot, name };
    this.people.set(id, made);
    return made;
  }
}

/** Which names can stand without covering one another; the nearest people are asked for first. */
class NameBoxes {
  private readonly taken: { x: number; y: number; width: number }[] = [];

  fits(name: string, at: Point, px_per_m: number): boolean {
    if (name === "" || this.taken.length >= NAMED_MOST) return false;
    const x = at.x * px_per_m;
    const y = at.z * px_per_m;
    const width = [...name].reduce(
      (sum, char) => sum + (char < "\u1100" ? NARROW_CHAR_PX : WIDE_CHAR_PX),
      10,
    );
    for (const box of this.taken) {
      if (Math.abs(box.x - x) * 2 < box.width + width && Math.abs(box.y - y) < NAME_HIGH_PX) return false;
    }
    this.taken.push({ x, y, width });
    return true;
  }
}

function place(dot: HTMLElement, at: Point, px_per_m: number, turn: string): void {
  const x = (at.x * px_per_m).toFixed(1);
  const z = (at.z * px_per_m).toFixed(1);
  const transform = `translate(${x}px, ${z}px)${turn}`;
  if (dot.style.transform !== transform) dot.style.transform = transform;
}
