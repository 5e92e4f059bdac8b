/** The fields of the chosen thing: what is written there goes into the draft, what is wrong stands beside it. */

import type { PlaceObject, Titles } from "../ui/config";
import { element, need, setText } from "../ui/dom";
import type { Problem } from "./desk";
import { type DraftObject, degreesOf, yawOf } from "./model";
import type { PictureField } from "./picture";

export interface Choice {
  readonly value: string;
  readonly title: string;
}

export interface FieldChoices {
  readonly kinds: readonly Choice[];
  readonly services: readonly Choice[];
  readonly destinations: readonly Choice[];
  readonly none: string;
}

const FIELDS = [
  "x",
  "z",
  "yaw",
  "kind",
  "title_ko",
  "title_en",
  "text_ko",
  "text_en",
  "alt_ko",
  "alt_en",
  "service",
  "to",
  "colour",
] as const;
type Field = (typeof FIELDS)[number];
type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const PLAIN_COLOUR = "#40505f";
/** Kinds that do something when they are opened. */
const WITH_SERVICE = new Set(["kiosk", "counter"]);
const LEADING = new Set(["portal", "door", "way-out"]);

export class Fields {
  private readonly controls: Record<Field, Control>;
  private readonly choices: FieldChoices;
  private readonly picture: PictureField;

  /** `changed` gets what a field now says of the thing. */
  constructor(
    choices: FieldChoices,
    picture: PictureField,
    changed: (fields: Partial<Record<keyof PlaceObject, unknown>>) => void,
  ) {
    this.choices = choices;
    this.picture = picture;
    const found = FIELDS.map((name) => [name, document.getElementById(`f-${name}`) as Control] as const);
    this.controls = Object.fromEntries(found) as Record<Field, Control>;
    for (const [name, control] of found) {
      const problem = element("p", { class: "field-error", id: `f-${name}-problem`, hidden: true });
      control.closest(".desk-field")?.append(problem);
      control.addEventListener("input", () => changed(this.read(name)));
    }
    need("editor-form", HTMLFormElement).onsubmit = (event) => event.preventDefault();
  }

  show(object: DraftObject | null): void {
    need("editor-form", HTMLFormElement).hidden = object === null;
    need("form-none", HTMLElement).hidden = object !== null;
    if (!object) return;
    const { kinds, services, destinations, none } = this.choices;
    offer(this.controls.kind, kinds, object.kind, null);
    offer(this.controls.service, services, object.service ?? "", none);
    offer(this.controls.to, destinations, object.to ?? "", none);
    const values: Record<Field, string> = {
      x: object.x === null ? "" : String(object.x),
      z: object.z === null ? "" : String(object.z),
      yaw: String(degreesOf(object.yaw)),
      kind: object.kind,
      title_ko: object.title?.ko ?? "",
      title_en: object.title?.en ?? "",
      text_ko: object.text?.ko ?? "",
      text_en: object.text?.en ?? "",
      alt_ko: object.alt?.ko ?? "",
      alt_en: object.alt?.en ?? "",
      service: object.service ?? "",
      to: object.to ?? "",
      colour: object.colour ?? PLAIN_COLOUR,
    };
    for (const name of FIELDS) {
      const control = this.controls[name];
      if (control.value !== values[name] && control !== document.activeElement) control.value = values[name];
    }
    const hangs = object.kind === "picture" || object.picture !== undefined;
    this.only("alt_ko", hangs);
    this.only("alt_en", hangs);
    this.picture.show(hangs, object.picture);
    this.only("service", WITH_SERVICE.has(object.kind) || object.service !== undefined);
    this.only("to", LEADING.has(object.kind) || object.to !== undefined);
  }

  /** Writes what is wrong with the thing beside its fields. */
  explain(problems: readonly Problem[]): void {
    const missing = problems.filter(({ field }) => field === "picture").map(({ text }) => text);
    this.picture.explain(missing.join(" "));
    for (const name of FIELDS) {
      const said = problems.filter(({ field }) => field === name);
      const box = need(`f-${name}-problem`, HTMLElement);
      setText(box, said.map(({ text }) => text).join(" "));
      box.hidden = said.length === 0;
      box.classList.toggle("is-warning", said.length > 0 && said.every(({ level }) => level === "warning"));
      const control = this.controls[name];
      const hint = name === "yaw" ? "yaw-hint" : "";
      const described = [hint, said.length > 0 ? box.id : ""].filter(Boolean).join(" ");
      if (described) control.setAttribute("aria-describedby", described);
      else control.removeAttribute("aria-describedby");
      if (said.some(({ level }) => level === "error")) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    }
  }

  focus(field: string): void {
    if (field === "picture") {
      this.picture.focus();
      return;
    }
    const control = FIELDS.find((name) => name === field);
    this.controls[control ?? "x"].focus();
  }

  private only(name: Field, shown: boolean): void {
    const box = this.controls[name].closest<HTMLElement>(".desk-field");
    if (box) box.hidden = !shown;
  }

  private read(name: Field): Partial<Record<keyof PlaceObject, unknown>> {
    const value = this.controls[name].value;
    if (name === "x" || name === "z") return { [name]: value === "" ? null : Number(value) };
    if (name === "yaw") return { yaw: yawOf(Number(value)) };
    if (name === "kind" || name === "colour") return { [name]: value };
    if (name === "service" || name === "to") return { [name]: value === "" ? undefined : value };
    const part = name.startsWith("title") ? "title" : name.startsWith("alt") ? "alt" : "text";
    const texts: Titles = {
      ko: this.controls[`${part}_ko`].value,
      en: this.controls[`${part}_en`].value,
    };
    return { [part]: part !== "title" && !texts.ko && !texts.en ? undefined : texts };
  }
}

/** Fills a choice; what is chosen and not among the choices is kept, called by its own name. */
export function offer(
  select: Element,
  choices: readonly Choice[],
  chosen: string,
  none: string | null,
): void {
  const known = choices.some(({ value }) => value === chosen) || chosen === "";
  const all = [
    ...(none === null ? [] : [{ value: "", title: none }]),
    ...choices,
    ...(known ? [] : [{ value: chosen, title: chosen }]),
  ];
  const now = JSON.stringify(all);
  if (!(select instanceof HTMLSelectElement) || select.dataset.offers === now) return;
  select.dataset.offers = now;
  select.replaceChildren(...all.map(({ value, title }) => element("option", { value }, title)));
  select.value = chosen;
}
