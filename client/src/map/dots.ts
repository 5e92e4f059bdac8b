/** The people on the map: oneself with the way ahead, those in sight, and the whole crowd as small dots. */

import type { FarStore } from "../net/far";
import type { Pose } from "../net/pose";
import type { Point } from "../systems/path";
import { element, setText, svgElement } from "../ui/dom";
import { Marks } from "../ui/marks";
import { type Box, overlap, within } from "./boxes";
import type { NearPerson } from "./near";

const NAMED_MOST = 8;
const NAMES_FROM_PX_PER_M = 3;
const SMALL_BELOW_PX_PER_M = 2.4;
/** As map.css has it: from the middle of a dot down to the name, and how high the name is. */
const NAME_BELOW_PX = 7;
const NAME_HIGH_PX = 19;
/** The own dot and the tip that shows the way one looks. */
const ME_PX = 12;
const TIP_PX = 22;
const WIDE_CHAR_PX = 14;
const NARROW_CHAR_PX = 8;

const NOWHERE: Box = { left: 0, top: 0, right: 0, bottom: 0 };

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

  /** `people` nearest first, their names where `names` has room. Touches only what has changed. */
  showPeople(
    people: readonly NearPerson[],
    px_per_m: number,
    hidden: ReadonlySet<number>,
    names: NameBoxes,
    marks: Marks,
  ): void {
    const shown = new Set<number>();
    this.canvas.classList.toggle("is-small", px_per_m < SMALL_BELOW_PX_PER_M);
    for (const person of people) {
      if (hidden.has(person.id)) continue;
      shown.add(person.id);
      const { dot, name } = this.dotOf(person.id);
      place(dot, person.pose, px_per_m, "");
      const given = person.neighbour.person?.name;
      const text = given && px_per_m >= NAMES_FROM_PX_PER_M ? marks.of(person.id, given) : "";
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
    this.showPeople([], 1, new Set(), new NameBoxes([], NOWHERE), new Marks());
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

/** Which names can stand without covering one another or what is there; the nearest people are asked for first. */
export class NameBoxes {
  private readonly taken: Box[];
  private readonly window: Box;
  private named = 0;

  /** `obstacles` and `window` in pixels of the whole map. */
  constructor(obstacles: readonly Box[], window: Box) {
    this.taken = [...obstacles];
    this.window = window;
  }

  fits(name: string, at: Point, px_per_m: number): boolean {
    if (name === "" || this.named >= NAMED_MOST) return false;
    const x = at.x * px_per_m;
    const top = at.z * px_per_m + NAME_BELOW_PX;
    const width = [...name].reduce(
      (sum, char) => sum + (char < "\u1100" ? NARROW_CHAR_PX : WIDE_CHAR_PX),
      10,
    );
    const box = { left: x - width / 2, right: x + width / 2, top, bottom: top + NAME_HIGH_PX };
    if (!within(box, this.window) || this.taken.some((other) => overlap(box, other))) return false;
    this.taken.push(box);
    this.named++;
    return true;
  }
}

/** What the own mark covers: the dot, and the tip before it that shows the way one looks. */
export function ownBox(pose: Pose, px_per_m: number): Box {
  const turn = (pose.yaw / 256) * 2 * Math.PI;
  const x = pose.x * px_per_m;
  const y = pose.z * px_per_m;
  const tip = { x: x + Math.sin(turn) * TIP_PX, y: y - Math.cos(turn) * TIP_PX };
  return {
    left: Math.min(x - ME_PX, tip.x),
    right: Math.max(x + ME_PX, tip.x),
    top: Math.min(y - ME_PX, tip.y),
    bottom: Math.max(y + ME_PX, tip.y),
  };
}

function place(dot: HTMLElement, at: Point, px_per_m: number, turn: string): void {
  const x = (at.x * px_per_m).toFixed(1);
  const z = (at.z * px_per_m).toFixed(1);
  const transform = `translate(${x}px, ${z}px)${turn}`;
  if (dot.style.transform !== transform) dot.style.transform = transform;
}
