/**
 * The stage of a place in both views: what is said there, large and from anywhere; what stands on its screen,
 * applause, and a question of one's own. Lines also go into the log, where screen readers hear each of them once.
 */

import type { Session } from "../net/session";
import { readStage, type StageNow } from "../net/stage_now";
import { csrfHeader } from "../net/ticket";
import { AskForm } from "./ask_form";
import type { Chat } from "./chat";
import { Claps } from "./claps";
import type { PlaceConfig } from "./config";
import { element, need, setText } from "./dom";
import type { Texts } from "./texts";

const CLAPPING_MS = 2500;
const TIMEOUT_MS = 8000;

export class OnStage {
  /** What is on, as far as is known. */
  now: StageNow | null = null;
  private readonly box = need("on-stage", HTMLElement);
  private readonly title = element("h2", { id: "on-stage-title" });
  private readonly slide = element("div", { class: "on-stage-slide" });
  private readonly said = element("p", { class: "on-stage-said" });
  private readonly clap = element("button", { type: "button", class: "button on-stage-clap" });
  private readonly clapping = element("span", { class: "on-stage-clapping", "aria-hidden": "true" });
  private readonly page = element("a", { class: "on-stage-page" });
  private readonly texts: Texts;
  private readonly url: string;
  private readonly chat: Chat;
  private readonly claps: Claps;
  private readonly ask: AskForm;
  private readonly listeners: ((now: StageNow | null) => void)[] = [];
  private heard = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** `clapped`: the own person claps with their hands too. */
  constructor(session: Session, config: PlaceConfig, texts: Texts, chat: Chat, clapped: () => void) {
    this.texts = texts;
    this.chat = chat;
    this.url = config.urls.stage ?? "";
    this.claps = new Claps((times) => this.tellClaps(times));
    this.ask = new AskForm(texts, this.url);
    if (!this.url) return;
    this.page.href = config.urls.stage_page ?? "";
    const acts = element(
      "div",
      { class: "on-stage-acts" },
      this.clap,
      this.ask.opener,
      this.page,
      this.clapping,
    );
    this.box.append(this.title, this.slide, this.said, acts, this.ask.form);
    this.clap.onclick = () => {
      this.claps.add();
      clapped();
    };
    session.on("stage", (now) => {
      if (now.place === config.place) this.take(now);
    });
    session.on("welcome", () => void this.fetch());
    texts.onLanguage(() => {
      this.show();
      void this.fetch(true);
    });
    this.show();
    void this.fetch();
  }

  /** `listener` gets what is on, now and at every change; null: nothing. */
  onChange(listener: (now: StageNow | null) => void): void {
    this.listeners.push(listener);
    listener(this.now?.session ? this.now : null);
  }

  private take(now: StageNow, again = false): void {
    const before = this.now;
    if (before && (again ? now.n < before.n : now.n <= before.n)) return;
    const same = before?.session === now.session;
    this.now = same && !now.title ? { ...now, title: before?.title ?? "" } : now;
    if (before && same && now.applause > before.applause) this.showClapping();
    if (now.line && now.line.n > this.heard) {
      this.heard = now.line.n;
      this.chat.addFromStage(now.line.by, now.line.text, now.line.lang, now.at);
    }
    this.show();
    for (const listener of this.listeners) listener(now.session ? this.now : null);
  }

  private show(): void {
    const { now, texts } = this;
    this.box.hidden = !now?.session;
    if (!now?.session) return;
    setText(this.title, texts.say("stage.title", { title: now.title }));
    setText(this.clap, texts.say("stage.applaud", { n: now.applause }));
    setText(this.clapping, texts.say("stage.clapping"));
    setText(this.page, texts.say("stage.page"));
    this.said.replaceChildren(
      ...(now.line
        ? [
            element("b", {}, now.line.by),
            " ",
            element("span", { lang: now.line.lang, dir: "auto" }, now.line.text),
          ]
        : [texts.say("stage.soon")]),
    );
    this.slide.replaceChildren(...this.onScreen(now));
  }

  private onScreen({ slide, question }: StageNow): Node[] {
    if (question) {
      const by = question.by
        ? this.texts.say("stage.asks", { name: question.by })
        : this.texts.say("stage.question");
      const words = element(
        "p",
        { class: "on-stage-asked", lang: question.lang, dir: "auto" },
        question.text,
      );
      return [element("p", { class: "on-stage-by" }, by), words];
    }
    if (!slide) return [];
    const shown: Node[] = [];
    if (slide.picture) shown.push(element("img", { src: slide.picture, alt: slide.alt, decoding: "async" }));
    if (slide.title) shown.push(element("p", { class: "on-stage-heading" }, slide.title));
    if (slide.text) shown.push(element("p", {}, slide.text));
    return shown;
  }

  private showClapping(): void {
    this.box.dataset.clapping = "";
    clearTimeout(this.timer);
    this.timer = setTimeout(() => delete this.box.dataset.clapping, CLAPPING_MS);
  }

  private async fetch(again = false): Promise<void> {
    try {
      const headers = { "Accept-Language": this.texts.lang };
      const answer = await fetch(this.url, { headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
      const body = (await answer.json()) as Record<string, unknown>;
      const now = answer.ok ? readStage(body) : null;
      if (now) this.take(now, again || now.n === this.now?.n);
      if (now) this.ask.take(body.mine);
    } catch {
      // The socket tells the next change whole.
    }
  }

  /** Whether everybody has been told; a refusal for haste counts as told, the next claps bring it along. */
  private async tellClaps(times: number): Promise<boolean> {
    try {
      const headers = { "Content-Type": "application/json", ...csrfHeader() };
      const body = JSON.stringify({ times });
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const answer = await fetch(`${this.url}/applause`, { method: "POST", headers, body, signal });
      return !answer.ok || ((await answer.json()) as { told: boolean }).told;
    } catch {
      return true;
    }
  }
}
