/**
 * The page in the other language without leaving it: the server's texts are taken from the same page in that
 * language, and everything that the client says follows `Texts`. The line to the world stays as it is.
 */

import { keepCookie } from "../preferences/kept";
import type { Lang, PlaceConfig } from "./config";
import type { Texts } from "./texts";

/** What may be written differently in another language. */
const ATTRIBUTES = ["aria-label", "title", "placeholder", "alt", "href", "hreflang", "lang"] as const;
const OF_LANGUAGE_LINKS = ["data-language", "aria-current", "class"] as const;

interface Wording {
  readonly tag: string;
  /** By attribute; null where it is not there. */
  readonly attributes: ReadonlyMap<string, string | null>;
  /** The texts directly in the element that are more than white space. */
  readonly texts: readonly string[];
}

interface Spoken {
  readonly element: Element;
  readonly nodes: readonly Text[];
  said: Wording;
}

/** What an element says by itself, without what stands in it. */
export function wordingOf(element: Element): Wording {
  const names: readonly string[] = element.hasAttribute("data-language")
    ? [...ATTRIBUTES, ...OF_LANGUAGE_LINKS]
    : ATTRIBUTES;
  return {
    tag: element.tagName,
    attributes: new Map(names.map((name) => [name, element.getAttribute(name)])),
    texts: textsOf(element).map((node) => node.data),
  };
}

/** The elements of a page. What is for browsers without scripts is text to one parser and elements to the other. */
function speaking(page: Document): Element[] {
  return [...page.body.querySelectorAll("*")].filter((element) => !element.closest("noscript"));
}

function textsOf(element: Element): Text[] {
  if (element.tagName === "SCRIPT") return [];
  return [...element.childNodes].filter(
    (node): node is Text => node.nodeType === Node.TEXT_NODE && (node.textContent ?? "").trim() !== "",
  );
}

/** Whether two pages are built alike, so that each word of one has its place in the other. */
export function alike(one: readonly Wording[], other: readonly Wording[]): boolean {
  return (
    one.length === other.length &&
    one.every((wording, n) => {
      const twin = other[n];
      return wording.tag === twin.tag && wording.texts.length === twin.texts.length;
    })
  );
}

export class PageLanguage {
  private readonly config: PlaceConfig;
  private readonly texts: Texts;
  private readonly spoken: Spoken[];
  private busy = false;

  /** Reads the page as the server wrote it: make this before anything else changes it. */
  constructor(config: PlaceConfig, texts: Texts) {
    this.config = config;
    this.texts = texts;
    this.spoken = speaking(document).map((element) => ({
      element,
      nodes: textsOf(element),
      said: wordingOf(element),
    }));
    document.addEventListener("click", (event) => {
      const link = event.target instanceof Element ? event.target.closest("a[data-language]") : null;
      if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      void this.turn(link.dataset.language === "en" ? "en" : "ko");
    });
  }

  /** Says the whole page in `lang`; where that cannot be, goes to the page in that language. */
  private async turn(lang: Lang): Promise<void> {
    if (this.busy || lang === this.texts.lang) return;
    this.busy = true;
    const address = addressIn(lang, location);
    const page = await fetchPage(address);
    this.busy = false;
    const said = page ? speaking(page).map(wordingOf) : [];
    const config = page?.getElementById("place-config")?.textContent;
    const before = this.spoken.map((part) => part.said);
    if (!page || !config || !alike(before, said)) {
      location.assign(address);
      return;
    }
    keepCookie("madang_language", lang);
    history.replaceState(history.state, "", address + location.hash);
    document.documentElement.lang = lang;
    document.title = page.title;
    const { urls, services, places, notices } = JSON.parse(config) as PlaceConfig;
    Object.assign(this.config, { lang, urls, services, places, notices });
    for (const [n, part] of this.spoken.entries()) retell(part, said[n]);
    this.texts.use(lang);
  }
}

/** Writes what differs, but not over what the client itself has written since. */
function retell(part: Spoken, now: Wording): void {
  const { element, nodes, said } = part;
  for (const [name, value] of now.attributes) {
    if (element.getAttribute(name) !== (said.attributes.get(name) ?? null)) continue;
    if (value === null) element.removeAttribute(name);
    else if (value !== said.attributes.get(name)) element.setAttribute(name, value);
  }
  nodes.forEach((node, n) => {
    if (node.data === said.texts[n]) node.data = now.texts[n];
  });
  part.said = now;
}

/** The address of this page in another language. */
export function addressIn(lang: Lang, { pathname, search }: { pathname: string; search: string }): string {
  return pathname.replace(/^\/(ko|en)\//, `/${lang}/`) + search;
}

async function fetchPage(address: string): Promise<Document | null> {
  try {
    const answer = await fetch(address, { credentials: "same-origin" });
    return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  } catch {
    return null;
  }
}
