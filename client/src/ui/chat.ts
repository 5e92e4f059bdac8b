/** Talk: a log of what was said within earshot, and the form to say something; the same in both views. */

import type { Said } from "../net/messages";
import type { Session } from "../net/session";
import { element, need, setText } from "./dom";
import { Flood } from "./flood";
import type { Marks } from "./marks";
import type { Texts } from "./texts";

const KEPT_LINES = 100;
const COUNT_FROM = 40;
const RESTORE_MS = 3000;

export class Chat {
  private readonly log = need("log", HTMLElement);
  private readonly empty = need("log-empty", HTMLElement);
  private readonly form = need("say", HTMLFormElement);
  private readonly field = need("say-text", HTMLInputElement);
  private readonly count = need("say-count", HTMLElement);
  private readonly error = need("say-error", HTMLElement);
  private readonly session: Session;
  private readonly texts: Texts;
  private readonly marks: Marks;
  private sent = { text: "", at_ms: Number.NEGATIVE_INFINITY };
  private readonly announce: (text: string) => void;
  private readonly flood: Flood;
  private composing = false;
  private sendWhenComposed = false;

  /** `announce` tells screen readers what the log does not. */
  constructor(session: Session, texts: Texts, marks: Marks, announce: (text: string) => void) {
    this.session = session;
    this.texts = texts;
    this.marks = marks;
    this.announce = announce;
    this.flood = new Flood({
      live: (live) => this.log.setAttribute("aria-live", live ? "polite" : "off"),
      summary: (n, seconds) => announce(texts.say("chat.flood", { n, seconds })),
    });
    session.on("said", (said) => this.add(said));
    session.on("notice", ({ title, text, link }) => {
      this.addNews(`${title} ${text}`.trim(), link ? { url: link, label: texts.say("event.open") } : null);
    });
    session.on("refused", (refusal) => {
      if (refusal.to === "say") this.refuse(refusal.text);
    });
    session.on("state", () => this.enable());
    this.form.onsubmit = (event) => {
      event.preventDefault();
      if (this.composing) this.sendWhenComposed = true;
      else this.send();
    };
    this.field.addEventListener("compositionstart", () => {
      this.composing = true;
    });
    this.field.addEventListener("compositionend", () => this.composed());
    this.field.oninput = () => this.measure();
    texts.onLanguage(() => {
      this.enable();
      this.measure();
    });
    this.enable();
  }

  focus(): void {
    this.field.focus();
  }

  /** A line that nobody has said: news for this person, with a link where it can be read. */
  addNews(text: string, link: { url: string; label: string } | null): void {
    const line = this.addLine(this.texts.say("chat.notice"), text, "", "log-notice");
    if (link) line.append(" ", element("a", { href: link.url }, link.label));
    if (this.flood.isFlooded) this.announce(text);
  }

  /** A line from the stage, which everybody in the place hears. */
  addFromStage(name: string, text: string, lang: string, at: string): void {
    this.flood.line(performance.now());
    const who = this.texts.say("stage.log", { name });
    const line = this.addLine(who, text, this.texts.time(at), "log-stage");
    if (lang && lang !== this.texts.lang) line.querySelector(".log-text")?.setAttribute("lang", lang);
  }

  private add(said: Said): void {
    const mine = said.id === this.session.id;
    const name = mine ? this.texts.say("chat.me") : this.marks.of(said.id, said.name);
    if (mine) this.sent.at_ms = Number.NEGATIVE_INFINITY;
    this.flood.line(performance.now());
    const line = this.addLine(name, said.text, this.texts.time(said.at), mine ? "log-mine" : "");
    if (said.lang && said.lang !== this.texts.lang)
      line.querySelector(".log-text")?.setAttribute("lang", said.lang);
  }

  /** Name and words each keep their own direction: what is written from the right cannot mix into the rest. */
  private addLine(name: string, text: string, time: string, kind: string): HTMLElement {
    const atEnd = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 48;
    const line = element(
      "p",
      { class: `log-line ${kind}`.trim() },
      element("b", { class: "log-name", dir: "auto" }, name),
      " ",
      element("span", { class: "log-text", dir: "auto" }, text),
      time ? element("span", { class: "log-time" }, ` ${time}`) : null,
    );
    this.empty.hidden = true;
    this.log.append(line);
    while (this.log.childElementCount > KEPT_LINES) this.log.firstElementChild?.remove();
    if (atEnd) this.log.scrollTop = this.log.scrollHeight;
    return line;
  }

  private send(): void {
    const text = this.field.value.trim();
    if (text === "") return;
    const n = [...text].length;
    const most = this.session.limits.text_chars;
    if (n > most) {
      this.explain(this.texts.say("say.long", { n, most }));
    } else if (!this.session.say(text)) {
      this.explain(this.texts.say("say.offline"));
    } else {
      this.sent = { text, at_ms: performance.now() };
      this.field.value = "";
      this.explain("");
      this.measure();
    }
  }

  /** The world did not pass it on: what was written comes back, with the reason beside it. */
  private refuse(why: string): void {
    const recent = performance.now() - this.sent.at_ms < RESTORE_MS;
    if (recent && this.field.value === "") this.field.value = this.sent.text;
    this.measure();
    this.explain(why);
  }

  private explain(error: string): void {
    setText(this.error, error);
    this.error.hidden = error === "";
    this.field.setAttribute("aria-invalid", String(error !== ""));
  }

  private measure(): void {
    const n = this.session.limits.text_chars - [...this.field.value.trim()].length;
    const left = n < 0 ? this.texts.say("say.over", { n: -n }) : this.texts.say("say.count", { n });
    setText(this.count, n <= COUNT_FROM ? left : "");
    if (this.field.value === "") this.explain("");
  }

  private composed(): void {
    this.composing = false;
    if (!this.sendWhenComposed) return;
    this.sendWhenComposed = false;
    setTimeout(() => this.send());
  }

  private enable(): void {
    const inside = this.session.state.phase === "inside" || this.session.state.phase === "returning";
    const hint = this.texts.say(inside ? "chat.empty" : "chat.outside");
    for (const control of this.form.querySelectorAll<HTMLInputElement | HTMLButtonElement>("input, button")) {
      control.disabled = !inside;
    }
    setText(this.empty, hint);
  }
}
