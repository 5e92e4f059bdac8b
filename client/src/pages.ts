/**
 * The plain pages: remembers language and text size without leaving the page, and keeps the number of people fresh.
 * All of it works without this script, by links.
 */
import "../styles/tokens.css";
import "../styles/base.css";
import "../styles/pages.css";

/** Pictures that a city's build may bring; the manifest names what is there (client/pictures/square.webp). */
import.meta.glob("../pictures/*.webp", { eager: true, query: "?url" });

const HERE_EVERY_MS = 10_000;
const HERE_TIMEOUT_MS = 5_000;
const YEAR_S = 31_536_000;

function remember(name: string, value: string, forS: number): void {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
  document.cookie = `${name}=${value}; Path=/; Max-Age=${forS}; SameSite=Lax${secure}`;
}

function keepLanguage(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-language]")) {
    link.addEventListener("click", () => remember("madang_language", link.dataset.language ?? "ko", YEAR_S));
  }
}

function switchTextSize(): void {
  const link = document.querySelector<HTMLAnchorElement>("#text-size");
  const label = link?.querySelector(".tool-label");
  if (!link || !label) return;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    const root = document.documentElement;
    const large = root.dataset.text !== "large";
    if (large) root.dataset.text = "large";
    else delete root.dataset.text;
    remember("madang_text", large ? "large" : "normal", YEAR_S);
    label.textContent = (large ? link.dataset.large : link.dataset.normal) ?? "";
  });
}

interface Here {
  readonly total: number | null;
}

/** What the line says about `total` people; null: the world does not answer. */
export function hereText(total: number | null, texts: DOMStringMap, lang: string): string {
  if (total === null) return texts.unknown ?? "";
  if (total === 0) return texts.none ?? "";
  const number = new Intl.NumberFormat(lang).format(total);
  return (total === 1 ? (texts.one ?? "") : (texts.many ?? "")).replace("{n}", number);
}

async function askHere(url: string): Promise<number | null> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(HERE_TIMEOUT_MS) });
    return answer.ok ? ((await answer.json()) as Here).total : null;
  } catch {
    return null;
  }
}

function keepHereFresh(): void {
  const line = document.querySelector<HTMLElement>("#here");
  const text = line?.querySelector(".here-text");
  const sign = line?.querySelector(".here-sign");
  const url = line?.dataset.url;
  if (!line || !text || !sign || !url) return;
  const refresh = async () => {
    if (document.hidden) return;
    const total = await askHere(url);
    text.textContent = hereText(total, line.dataset, document.documentElement.lang);
    sign.classList.toggle("here-open", total !== null);
  };
  setInterval(() => void refresh(), HERE_EVERY_MS);
  document.addEventListener("visibilitychange", () => void refresh());
}

keepLanguage();
switchTextSize();
keepHereFresh();
