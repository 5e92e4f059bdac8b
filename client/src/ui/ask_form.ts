/** Asking the speaker: one question waits, says how many come before it, and can be taken back. */

import { csrfHeader } from "../net/ticket";
import { element, setText } from "./dom";
import type { Texts } from "./texts";

const QUESTION_CHARS = 200;
const NAME_CHARS = 20;
const TIMEOUT_MS = 8000;

interface Mine {
  text: string;
  ahead: number;
}

export class AskForm {
  readonly opener = element("button", {
    type: "button",
    class: "button button-quiet",
    "aria-expanded": "false",
    "aria-controls": "on-stage-ask",
  });
  readonly form = element("form", { id: "on-stage-ask", class: "on-stage-form", novalidate: true });
  private readonly label = element("label", { for: "on-stage-text" });
  private readonly field = element("textarea", {
    id: "on-stage-text",
    class: "field",
    rows: "2",
    maxlength: String(QUESTION_CHARS),
    "aria-describedby": "on-stage-hint on-stage-told",
  });
  private readonly nameLabel = element("label", { for: "on-stage-name" });
  private readonly name = element("input", {
    id: "on-stage-name",
    class: "field",
    maxlength: String(NAME_CHARS),
    autocomplete: "nickname",
  });
  private readonly hint = element("p", { id: "on-stage-hint", class: "hint" });
  private readonly send = element("button", { type: "submit", class: "button" });
  private readonly back = element("button", { type: "button", class: "button button-quiet" });
  private readonly told = element("p", { id: "on-stage-told", class: "on-stage-told", role: "status" });
  private readonly texts: Texts;
  private readonly url: string;
  private mine: Mine | null = null;

  /** `url`: the API of the place's stage. */
  constructor(texts: Texts, url: string) {
    this.texts = texts;
    this.url = url;
    const buttons = element("div", { class: "row-buttons" }, this.send, this.back);
    this.form.append(this.told, this.label, this.field, this.hint, this.nameLabel, this.name, buttons);
    this.form.hidden = true;
    this.opener.onclick = () => this.open(this.form.hidden !== false);
    this.form.onsubmit = (event) => {
      event.preventDefault();
      void this.ask();
    };
    this.back.onclick = () => void this.takeBack();
    this.form.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.isComposing) return;
      event.preventDefault();
      this.open(false);
    });
    texts.onLanguage(() => this.show());
    this.show();
  }

  /** `mine` as the web answers it: the own waiting question, or null. */
  take(mine: unknown): void {
    const { text, ahead } = (mine ?? {}) as Partial<Mine>;
    this.mine = typeof text === "string" && typeof ahead === "number" ? { text, ahead } : null;
    this.show();
  }

  private open(open: boolean): void {
    this.form.hidden = !open;
    this.opener.setAttribute("aria-expanded", String(open));
    if (!open) this.opener.focus();
    else (this.mine ? this.back : this.field).focus();
  }

  private show(): void {
    const { texts, mine } = this;
    setText(this.opener, texts.say(mine ? "stage.mine" : "stage.ask"));
    setText(this.label, texts.say("stage.ask_label"));
    setText(this.hint, texts.say("stage.ask_hint", { most: QUESTION_CHARS }));
    setText(this.nameLabel, texts.say("stage.ask_name"));
    setText(this.send, texts.say("stage.ask_send"));
    setText(this.back, texts.say("stage.withdraw"));
    for (const part of [this.label, this.field, this.hint, this.nameLabel, this.name, this.send]) {
      part.hidden = mine !== null;
    }
    this.back.hidden = mine === null;
    if (mine) setText(this.told, `${mine.text} — ${texts.say("stage.ahead", { n: mine.ahead })}`);
  }

  private async ask(): Promise<void> {
    const answer = await this.request("POST", { text: this.field.value, name: this.name.value });
    if (answer?.status === 201) {
      this.field.value = "";
      this.take(await answer.json());
      this.back.focus();
      return;
    }
    const body = (await answer?.json().catch(() => null)) as { detail?: { text?: string }[] } | null;
    setText(this.told, body?.detail?.[0]?.text ?? this.texts.say("stage.failed"));
  }

  private async takeBack(): Promise<void> {
    const answer = await this.request("DELETE");
    if (!answer?.ok) {
      setText(this.told, this.texts.say("stage.failed"));
      return;
    }
    this.take(null);
    setText(this.told, this.texts.say("stage.withdrawn"));
    this.field.focus();
  }

  private async request(method: string, body?: object): Promise<Response | null> {
    try {
      return await fetch(`${this.url}/question`, {
        method,
        headers: {
          "Content-Type": "application/json",
          "Accept-Language": this.texts.lang,
          ...csrfHeader(),
        },
        signal: AbortSignal.timeout(TIMEOUT_MS),
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
    } catch {
      return null;
    }
  }
}
