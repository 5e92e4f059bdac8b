/** Chooses a few times a second whose names are shown: the nearest first, none over another. */
import { type PerspectiveCamera, Vector3 } from "three";
import type { Crowd } from "../scene/crowd";
import { type Box, declutter } from "../scene/declutter";
import type { Labels, LabelText } from "../scene/labels";
import type { Drawn } from "../scene/motion";

export interface Named {
  readonly slot: number;
  readonly text: LabelText;
}

const FAR_M = 34;
/** A name that is shown already counts as this much nearer, so that names do not flicker in and out. */
const KEEP = 0.75;
const HEAD_M = 2.1;

export class Names {
  private shown = new Set<number>();
  private readonly point = new Vector3();
  private readonly drawn: Drawn = { x: 0, y: 0, z: 0, yaw: 0 };
  private readonly crowd: Crowd;
  private readonly labels: Labels;

  constructor(crowd: Crowd, labels: Labels) {
    this.crowd = crowd;
    this.labels = labels;
  }

  /** Chooses among `people` for a view of that size, at most `most`. */
  choose(
    people: Iterable<Named>,
    eye: PerspectiveCamera,
    size: { readonly width: number; readonly height: number },
    most: number,
    now_s: number,
  ): void {
    const boxes: Box[] = [];
    const texts = new Map<number, LabelText>();
    for (const { slot, text } of people) {
      const { x, y, z } = this.crowd.drawnAt(slot, now_s, this.drawn);
      const distance = Math.hypot(x - eye.position.x, z - eye.position.z);
      if (distance > FAR_M) continue;
      this.point.set(x, y + HEAD_M, z).project(eye);
      if (this.point.z > 1 || Math.abs(this.point.x) > 1.1 || Math.abs(this.point.y) > 1.1) continue;
      const box = this.labels.boxOf(text);
      boxes.push({
        key: slot,
        x: ((this.point.x + 1) / 2) * size.width,
        y: ((1 - this.point.y) / 2) * size.height - box.height / 2,
        ...box,
        rank: distance * (this.shown.has(slot) ? KEEP : 1) * (text.badge ? 0.5 : 1),
      });
      texts.set(slot, text);
    }
    this.shown = declutter(boxes, most);
    for (const slot of [...texts.keys()]) if (!this.shown.has(slot)) texts.delete(slot);
    this.labels.show(texts);
  }
}
