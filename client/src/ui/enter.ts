/** The door: a name and a look, remembered in this browser; errors stand beside the field they concern. */

import type { Entry } from "../net/entry";
import { type Identity, rememberedIdentity, rememberIdentity } from "../net/stay";
import type { FieldError } from "../net/ticket";
import { avatarPicture } from "./avatar";
import { element, need, setText } from "./dom";
import { type LookForm, lookForm } from "./look_form";
import { lookWords } from "./look_words";
import type { Texts } from "./texts";
import type { Wardrobe } from "./wardrobe";

export const NAME_CHARS = 20;

export interface EnterOptions {
  texts: Texts;
  wardrobe: Wardrobe | null;
  /** Tries to enter as this person. */
  enter: (identity: Identity) => Promise<Entry>;
  /** Somebody who is inside has kept their name and look after all. */
  cancelled: () => void;
  random: () => number;
  /** The page where somebody who was removed can appeal. */
  appeal: (number: string) => string;
}

/** The door of a place page (web/place/_enter.html). */
export class EnterForm {
  private readonly section = need("enter", HTMLElement);
  private readonly form = need("enter-form", HTMLFormElement);
  private readonly again = need("enter-again", HTMLElement);
  private readonly name = need("enter-name", HTMLInputElement);
  private readonly nameError = need("enter-name-error", HTMLElement);
  private readonly formError = need("enter-error", HTMLElement);
  private readonly options: EnterOptions;
  private details: LookForm | null = null;
  private look = "";
  private busy = false;

  constructor(options: EnterOptions) {
    this.options = options;
    const { wardrobe, texts } = options;
    need("enter-look", HTMLElement).hidden = wardrobe === null;
    const known = rememberedIdentity();
    this.name.value = known?.name ?? this.suggestion();
    if (wardrobe) this.offerLooks(wardrobe);
    texts.onLanguage(() => this.retell());
    this.wear(known?.look || this.anyPreset());
    this.form.onsubmit = (event) => {
      event.preventDefault();
      void this.submit({ name: this.name.value.trim(), look: this.look });
    };
    this.name.oninput = () => this.explain([]);
    need("enter-suggest", HTMLButtonElement).onclick = () => {
      this.name.value = this.suggestion();
      this.explain([]);
      this.name.focus();
    };
    need("enter-change", HTMLButtonElement).onclick = () => this.change();
    need("enter-cancel", HTMLButtonElement).onclick = () => {
      this.close();
      options.cancelled();
    };
    need("enter-as", HTMLButtonElement).onclick = () => {
      const identity = rememberedIdentity();
      if (identity) void this.submit(identity);
    };
    this.offerAgain(known);
  }

  /** Shows the door; the form stays folded for somebody who is known here. */
  open(): void {
    this.section.hidden = false;
    this.offerAgain(rememberedIdentity());
  }

  /** Shows the door to somebody who was inside, and leads the keyboard there. */
  openAgain(): void {
    this.open();
    const known = rememberedIdentity() !== null;
    (known ? need("enter-as", HTMLButtonElement) : this.name).focus();
  }

  /** Shows the whole form, to take another name or look, with `errors` beside their fields. */
  change(errors: readonly FieldError[] = []): void {
    this.section.hidden = false;
    this.again.hidden = true;
    this.form.hidden = false;
    this.explain(errors);
    this.name.focus();
  }

  close(): void {
    this.section.hidden = true;
  }

  get isOpen(): boolean {
    return !this.section.hidden;
  }

  private async submit(identity: Identity): Promise<void> {
    if (this.busy) return;
    const error = nameError(identity.name, this.options.texts, () => this.suggestion());
    if (error) {
      this.change([error]);
      return;
    }
    this.setBusy(true);
    const entry = await this.options.enter(identity);
    this.setBusy(false);
    if (entry.kind === "inside") {
      rememberIdentity(identity);
      this.explain([]);
      this.close();
    } else if (entry.kind === "fields") this.change(entry.errors);
    else {
      this.refuse(entry.text || this.options.texts.say(`enter.refused.${entry.code}`));
      if (entry.removal?.number) this.offerAppeal(entry.removal.number);
    }
  }

  private explain(errors: readonly FieldError[]): void {
    const ofName = errors.find((error) => error.field === "name");
    setText(this.nameError, ofName?.text ?? "");
    this.nameError.hidden = !ofName;
    this.name.setAttribute("aria-invalid", String(ofName !== undefined));
    const others = errors.filter((error) => error !== ofName).map((error) => error.text);
    this.refuse(others.join(" "));
  }

  private refuse(text: string): void {
    setText(this.formError, text);
    this.formError.hidden = text === "";
  }

  private offerAppeal(number: string): void {
    const { texts, appeal } = this.options;
    this.formError.append(" ", element("a", { href: appeal(number) }, texts.say("appeal")));
  }

  private setBusy(busy: boolean): void {
    this.busy = busy;
    this.section.setAttribute("aria-busy", String(busy));
    if (busy) this.explain([]);
    setText(need("enter-status", HTMLElement), busy ? this.options.texts.say("enter.busy") : "");
  }

  private offerAgain(known: Identity | null): void {
    this.again.hidden = known === null;
    this.form.hidden = known !== null;
    if (!known) return;
    const label = element("span", {}, this.options.texts.say("enter.as", { name: known.name }));
    const { wardrobe } = this.options;
    const picture = wardrobe ? [avatarPicture(known.look, wardrobe)] : [];
    need("enter-as", HTMLButtonElement).replaceChildren(...picture, label);
  }

  /** Says everything anew in another language; what was chosen stays. */
  private retell(): void {
    const { wardrobe } = this.options;
    if (wardrobe) this.offerLooks(wardrobe);
    this.wear(this.look);
    const open = !this.again.hidden || !this.form.hidden;
    const changing = this.again.hidden && !this.form.hidden;
    if (open && !changing) this.offerAgain(rememberedIdentity());
  }

  private offerLooks(wardrobe: Wardrobe): void {
    const lists = need("enter-details", HTMLElement);
    lists.replaceChildren();
    this.details = lookForm(lists, wardrobe, this.options.texts, (look) => this.wear(look));
    this.offerPresets(wardrobe);
  }

  private offerPresets(wardrobe: Wardrobe): void {
    const box = need("enter-presets", HTMLElement);
    box.replaceChildren();
    wardrobe.presets.forEach((preset, index) => {
      const radio = element("input", { type: "radio", name: "preset", value: preset, id: `preset-${index}` });
      radio.onchange = () => this.wear(preset);
      const words = element("span", { class: "sr-only" });
      setText(words, lookWords(preset, wardrobe, this.options.texts));
      const label = element("label", { for: radio.id, class: "preset" });
      label.append(avatarPicture(preset, wardrobe), words);
      box.append(element("span", { class: "preset-choice" }, radio, label));
    });
  }

  private wear(look: string): void {
    this.look = look;
    this.form.dataset.look = look;
    this.details?.set(look);
    for (const radio of this.form.querySelectorAll<HTMLInputElement>("input[name=preset]")) {
      radio.checked = radio.value === look;
    }
    const { wardrobe } = this.options;
    if (wardrobe) need("enter-picture", HTMLElement).replaceChildren(avatarPicture(look, wardrobe));
  }

  private anyPreset(): string {
    const presets = this.options.wardrobe?.presets ?? [];
    return presets[Math.floor(this.options.random() * presets.length)] ?? "";
  }

  private suggestion(): string {
    const { texts, random } = this.options;
    const any = (words: string[]) => words[Math.floor(random() * words.length)];
    return `${any(texts.say("names.first").split(" "))} ${any(texts.say("names.second").split(" "))}`;
  }
}

/** What is wrong with a name, as the web would say it too, or null. */
export function nameError(name: string, texts: Texts, example: () => string): FieldError | null {
  const n = [...name].length;
  if (n === 0) {
    return { field: "name", code: "empty", text: texts.say("enter.name.empty", { example: example() }) };
  }
  if (n > NAME_CHARS) return { field: "name", code: "long", text: texts.say("enter.name.long", { n }) };
  return null;
}
