/**
 * Easy mode within a square: where I am, and three large buttons. "Help me" asks what for; the answer walks there and
 * opens it. Turning it on and off changes nothing of the stay itself.
 */

import type { Guide } from "../guide/guide";
import { nearestZone } from "../map/where";
import type { Pose } from "../net/pose";
import { onPreferences, prefer, preferences } from "../preferences/kept";
import { need, setText } from "./dom";
import type { Square } from "./square";

const TICK_MS = 1000;

export class EasySquare {
  private readonly square: Square;
  private readonly guide: Guide;
  private readonly pose: () => Pose | null;
  private readonly root = document.documentElement;
  private readonly help = need("easy-help", HTMLButtonElement);
  private readonly say = need("easy-say", HTMLButtonElement);
  private readonly choices = need("easy-choices", HTMLElement);
  private readonly where = need("easy-where", HTMLElement);

  constructor(square: Square, guide: Guide, pose: () => Pose | null) {
    this.square = square;
    this.guide = guide;
    this.pose = pose;
    this.help.onclick = () => this.ask(this.choices.hidden !== false);
    this.say.onclick = () => this.speak(this.root.dataset.easySay === undefined);
    need("easy-close", HTMLButtonElement).onclick = () => this.ask(false);
    for (const button of this.choices.querySelectorAll<HTMLButtonElement>("[data-service]")) {
      button.onclick = () => this.choose(button.dataset.service ?? "");
    }
    for (const link of document.querySelectorAll<HTMLAnchorElement>("a.easy-begin, a.easy-end")) {
      link.addEventListener("click", (event) => this.turn(event, link.classList.contains("easy-begin")));
    }
    this.choices.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      event.preventDefault();
      this.ask(false);
    });
    square.session.on("welcome", () => this.greet());
    onPreferences((now, before) => {
      if (now.easy !== before.easy) this.greet();
    });
    square.texts.onLanguage(() => this.tell());
    if (square.session.id !== null) this.greet();
    setInterval(() => this.tell(), TICK_MS);
  }

  /** Asks "What can we help you with?" of who has just come, or has just chosen easy mode. */
  private greet(): void {
    this.speak(false, false);
    const asks = preferences().easy === "on" && this.square.session.id !== null && !this.square.panel.isOpen;
    this.show(asks);
    this.tell();
  }

  private turn(event: MouseEvent, on: boolean): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const dialog = need("settings", HTMLDialogElement);
    if (dialog.open) dialog.close();
    prefer({ ...preferences(), easy: on ? "on" : "off" });
    const inside = this.square.session.id !== null;
    if (on && inside) this.choices.querySelector<HTMLElement>("h2")?.focus();
    else document.querySelector<HTMLElement>(on ? "a.easy-end" : "a.easy-begin")?.focus();
  }

  private choose(slug: string): void {
    this.show(false);
    this.guide.toService(slug);
    if (this.guide.isGoing) need("going-stop", HTMLButtonElement).focus();
  }

  private ask(open: boolean): void {
    if (open) this.speak(false, false);
    this.show(open);
    if (open) this.choices.querySelector<HTMLElement>("h2")?.focus();
    else this.help.focus();
  }

  private show(open: boolean): void {
    this.choices.hidden = !open;
    this.help.setAttribute("aria-expanded", String(open));
  }

  private speak(open: boolean, focus = true): void {
    if (open) {
      this.show(false);
      this.root.dataset.easySay = "";
    } else delete this.root.dataset.easySay;
    this.say.setAttribute("aria-expanded", String(open));
    if (!focus) return;
    if (open) this.square.chat.focus();
    else this.say.focus();
  }

  private tell(): void {
    const pose = this.pose();
    if (preferences().easy !== "on" || !pose) return;
    const { config, texts } = this.square;
    const zone = nearestZone(pose, config.document.zones);
    const place = zone?.title[texts.lang] ?? config.document.title[texts.lang];
    setText(this.where, texts.say("easy.where", { place }));
  }
}
