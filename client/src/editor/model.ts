/** The draft as the desk's script holds it: changes as steps that can be undone, without page or server. */

import type { PlaceDocument, PlaceObject } from "../ui/config";

const MOST_STEPS = 200;
/** Changes of one thing's one field within this time are one step: typing and holding a key. */
const ONE_STEP_MS = 800;
export const SNAP_M = 0.1;

/** What stands in the place, as a draft may have it: a field may be empty while somebody writes. */
export type DraftObject = Omit<PlaceObject, "x" | "z"> & { x: number | null; z: number | null };
export type DraftDocument = Omit<PlaceDocument, "objects"> & { objects: DraftObject[] };

export class Draft {
  document: DraftDocument;
  private readonly side_m: number;
  private readonly now_ms: () => number;
  private undone: DraftDocument[] = [];
  private done: DraftDocument[] = [];
  private last = { what: "", at_ms: Number.NEGATIVE_INFINITY };

  constructor(document: DraftDocument, side_m: number, now_ms: () => number) {
    this.document = document;
    this.side_m = side_m;
    this.now_ms = now_ms;
  }

  get canUndo(): boolean {
    return this.done.length > 0;
  }

  get canRedo(): boolean {
    return this.undone.length > 0;
  }

  find(id: string | null): DraftObject | null {
    return this.document.objects.find((object) => object.id === id) ?? null;
  }

  /** Sets fields of a thing; undefined takes one away. */
  change(id: string, fields: Partial<Record<keyof DraftObject, unknown>>): void {
    const objects = this.document.objects.map((object) => {
      if (object.id !== id) return object;
      const changed = { ...object, ...fields } as Record<string, unknown>;
      for (const name of Object.keys(changed)) if (changed[name] === undefined) delete changed[name];
      return changed as unknown as DraftObject;
    });
    this.step({ ...this.document, objects }, `${id} ${Object.keys(fields).join(" ")}`);
  }

  /** Moves a thing to (x, z), on the snap and within the place. */
  place(id: string, x: number, z: number): void {
    const within = (metres: number) => snapped(Math.min(this.side_m, Math.max(0, metres)));
    this.change(id, { x: within(x), z: within(z) });
  }

  /** Adds a thing and answers its id. */
  add(object: Omit<DraftObject, "id">): string {
    const id = this.freeId(object.kind);
    this.step(
      { ...this.document, objects: [...this.document.objects, { ...object, id } as DraftObject] },
      "",
    );
    return id;
  }

  /** Puts a like thing beside; null where there is none of that id. */
  copy(id: string): string | null {
    const object = this.find(id);
    if (!object) return null;
    const beside = { x: (object.x ?? 0) + 2, z: object.z ?? 0 };
    const copied = this.add({ ...object, ...beside });
    this.place(copied, beside.x, beside.z);
    return copied;
  }

  remove(id: string): void {
    const objects = this.document.objects.filter((object) => object.id !== id);
    this.step({ ...this.document, objects }, "");
  }

  switchLayer(name: string, on: boolean): void {
    const others = (this.document.layers ?? []).filter((layer) => layer !== name);
    this.step({ ...this.document, layers: on ? [...others, name] : others }, "");
  }

  undo(): boolean {
    return this.turn(this.done, this.undone);
  }

  redo(): boolean {
    return this.turn(this.undone, this.done);
  }

  /** Goes on with another document, such as after merging; undo leads back before it. */
  take(document: DraftDocument): void {
    this.step(document, "");
  }

  /** Begins anew: what was done is published and done with. */
  begin(document: DraftDocument): void {
    this.document = document;
    this.done = [];
    this.undone = [];
  }

  private step(next: DraftDocument, what: string): void {
    const at_ms = this.now_ms();
    const same = what !== "" && what === this.last.what && at_ms - this.last.at_ms < ONE_STEP_MS;
    if (!same) this.done.push(this.document);
    if (this.done.length > MOST_STEPS) this.done.shift();
    this.last = { what, at_ms };
    this.undone = [];
    this.document = next;
  }

  private turn(from: DraftDocument[], to: DraftDocument[]): boolean {
    const document = from.pop();
    if (!document) return false;
    to.push(this.document);
    this.document = document;
    this.last = { what: "", at_ms: Number.NEGATIVE_INFINITY };
    return true;
  }

  private freeId(kind: string): string {
    const taken = new Set(this.document.objects.map((object) => object.id));
    let n = 1;
    while (taken.has(`${kind}-${n}`)) n += 1;
    return `${kind}-${n}`;
  }
}

/** Whole tenths of a metre, without the noise of floats. */
export function snapped(metres: number): number {
  return Math.round(metres / SNAP_M) / Math.round(1 / SNAP_M);
}

/** Degrees of a yaw (1/256 turns). */
export function degreesOf(yaw: number): number {
  return Math.round((yaw * 360) / 256) % 360;
}

/** The yaw nearest to some degrees. */
export function yawOf(degrees: number): number {
  return ((Math.round((degrees * 256) / 360) % 256) + 256) % 256;
}
