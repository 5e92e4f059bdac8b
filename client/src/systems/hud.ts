/** What the page shows over the stage: loading, the thing in reach, trouble with 3D, help at the first visit. */
import type { Guide } from "../guide/guide";
import { GAIT } from "../net/pose";
import { element, need, setText } from "../ui/dom";
import type { Square } from "../ui/square";
import { titleOf } from "../ui/square";
import type { TextKey } from "../ui/texts";
import { nearestToOpen, openObject } from "./acts";
import { Around } from "./around";
import type { Drawers } from "./drawers";
import { doorOf, doorWords } from "./portals";
import { browserStorage } from "./storage";
import { fitText, type View } from "./view";

const TICK_MS = 200;
const LISTS_EVERY = 5;
const HELPED_KEY = "madang.helped";

/** Shows how much of the place has come, until `null`. */
export function showLoading(
  square: Square,
  progress: { fraction: number; loaded_bytes: number } | null,
): void {
  const box = need("loading", HTMLElement);
  box.hidden = progress === null;
  if (!progress) return;
  const bar = need("loading-bar", HTMLProgressElement);
  const { fraction, loaded_bytes } = progress;
  const mb = (loaded_bytes / 1e6).toFixed(1);
  if (fraction > 0) bar.value = fraction;
  else bar.removeAttribute("value");
  const percent = Math.floor(fraction * 100);
  setText(need("loading-text", HTMLElement), square.texts.say("three.loading", { percent, mb }));
}

export interface Choice {
  readonly key: TextKey;
  readonly run: () => void;
}

/** Says in the page's banner what is wrong with 3D, with the way out beside it. */
export function showTrouble(square: Square, text: string, choices: readonly Choice[]): void {
  const banner = need("trouble", HTMLElement);
  const words = element("p", { role: "alert" }, text);
  const buttons = choices.map(({ key, run }) => {
    const button = element("button", { type: "button", class: "button button-quiet" }, square.texts.say(key));
    button.onclick = run;
    return button;
  });
  banner.replaceChildren(words, element("div", { class: "row-buttons" }, ...buttons));
  banner.hidden = false;
}

export function hideTrouble(): void {
  need("trouble", HTMLElement).hidden = true;
}

/** Tells the style sheet where bar and banners end (`--hud-bottom`) and how high talk and easy mode are (`--dock-high`, `--easy-high`), so that nothing slides behind them. */
export function measureHud(): void {
  const top = document.querySelector<HTMLElement>(".hud-top");
  const page = top?.parentElement;
  if (!top || !page) return;
  const high: readonly [string, HTMLElement | null][] = [
    ["--dock-high", page.querySelector<HTMLElement>(".dock")],
    ["--easy-high", page.querySelector<HTMLElement>(".easy-square")],
  ];
  const write = () => {
    page.style.setProperty("--hud-bottom", `${Math.ceil(top.getBoundingClientRect().bottom)}px`);
    for (const [name, box] of high) {
      if (box) page.style.setProperty(name, `${Math.ceil(box.getBoundingClientRect().height)}px`);
    }
  };
  const observer = new ResizeObserver(write);
  observer.observe(top);
  for (const [, box] of high) if (box) observer.observe(box);
  write();
}

/** Leaves for the map view, which says why. */
export function goToMap(square: Square, why: "slow" | "no-webgl"): void {
  square.session.remember();
  const url = new URL(square.config.urls.map, location.href);
  url.searchParams.set("why", why);
  const at = new URLSearchParams(location.search).get("at");
  if (at !== null) url.searchParams.set("at", at);
  location.replace(url);
}

/** Keeps the HUD true while the view lives. */
export function liveHud(view: View, drawers: Drawers, guide: Guide): void {
  const around = new Around(view, guide);
  const prompt = need("prompt", HTMLButtonElement);
  const sit = need("sit", HTMLButtonElement);
  const field = need("say-text", HTMLInputElement);
  const hint = () => {
    field.placeholder = document.querySelector("label[for=say-text]")?.textContent ?? "";
  };
  hint();
  view.square.texts.onLanguage(hint);
  prompt.onclick = () => {
    const object = nearestToOpen(view);
    if (object) openObject(view, object);
  };
  sit.onclick = () => view.own.toggleSeat();
  document.querySelector(".dock .gestures")?.append(sit);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing) view.host.focus();
  });
  let round = 0;
  setInterval(() => {
    if (document.hidden) return;
    showPrompt(view, prompt);
    showSit(view, sit);
    guide.update();
    if (round++ % LISTS_EVERY !== 0) return;
    fitText(view);
    around.update();
  }, TICK_MS);
  view.square.session.on("welcome", () => helpOnce(drawers));
  if (view.square.session.id !== null) helpOnce(drawers);
}

function showPrompt(view: View, prompt: HTMLButtonElement): void {
  const object = view.square.panel.isOpen ? null : nearestToOpen(view);
  prompt.hidden = object === null;
  if (!object) return;
  const { texts, config } = view.square;
  const door = doorOf(config, object);
  if (door) view.readiness.prepare(door, ["shell", "walk"]);
  const key = door ? doorWords(object).whole : "open.place";
  setText(need("prompt-text", HTMLElement), texts.say(key, { place: titleOf(object, config) }));
}

function showSit(view: View, sit: HTMLButtonElement): void {
  const sits = view.own.walker?.pose.gait === GAIT.sit;
  sit.hidden = view.own.outfit?.rolls ?? false;
  setText(sit, view.square.texts.say(sits ? "three.stand" : "three.sit"));
}

/** Three sentences at the first visit; they stay in reach behind the help button. */
function helpOnce(drawers: Drawers): void {
  const storage = browserStorage();
  if (storage?.getItem(HELPED_KEY)) return;
  storage?.setItem(HELPED_KEY, "1");
  drawers.reveal("help");
}
