/**
 * The panel: a service's own page beside the square, in a non-modal dialog, so that the place goes on behind it.
 * The address carries `?at=<object>`: it can be shared, and Back closes the panel.
 */

import { element, need, setText } from "../ui/dom";
import { addressIn } from "../ui/page_language";
import type { Texts } from "../ui/texts";
import { Fragment } from "./fragment";

export interface PanelPage {
  /** The document object's id, for `?at=`. */
  at: string;
  title: string;
  url: string;
}

export interface PanelOptions {
  texts: Texts;
  /** Paths of the services, whose links stay in the panel. */
  stays: () => readonly string[];
  /** Where focus goes when what opened the panel is gone or cannot take it. */
  fallbackFocus: () => HTMLElement | null;
  /** The page for an object id that the address names, or null. */
  pageAt: (at: string) => PanelPage | null;
  changed?: (page: PanelPage | null) => void;
}

export class Panel {
  private readonly dialog = need("panel", HTMLDialogElement);
  private readonly title = need("panel-title", HTMLElement);
  private readonly asPage = need("panel-page", HTMLAnchorElement);
  private readonly body = need("panel-body", HTMLElement);
  private readonly fragment: Fragment;
  private readonly options: PanelOptions;
  private page: PanelPage | null = null;
  private opener: Element | null = null;
  private pushed = false;

  constructor(options: PanelOptions) {
    this.options = options;
    this.fragment = new Fragment(this.body, {
      stays: options.stays,
      shown: (url) => this.shown(url),
      failed: (status) => this.failed(status),
    });
    need("panel-close", HTMLButtonElement).onclick = () => this.close();
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.isOpen || event.defaultPrevented || event.isComposing) return;
      event.preventDefault();
      this.close();
    });
    this.dialog.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") event.stopPropagation();
    });
    addEventListener("popstate", () => this.followAddress());
    options.texts.onLanguage(() => this.retell());
  }

  get isOpen(): boolean {
    return this.dialog.open;
  }

  /** Opens `page`; `address` says whether the address has to change or already names it. */
  open(page: PanelPage, address: "push" | "keep" = "push"): void {
    if (!this.isOpen) this.opener = document.activeElement;
    this.page = page;
    setText(this.title, page.title);
    this.asPage.href = page.url;
    this.body.replaceChildren(
      element("p", { class: "panel-wait", role: "status" }, this.options.texts.say("panel.loading")),
    );
    this.body.setAttribute("aria-busy", "true");
    if (!this.dialog.open) this.dialog.show();
    this.title.focus();
    if (address === "push") this.writeAddress(page.at);
    else this.pushed = wasPushed();
    this.fragment.load(page.url);
    this.options.changed?.(page);
  }

  /** Closes the panel, gives focus back and takes `?at=` out of the address. */
  close(): void {
    if (!this.isOpen) return;
    if (this.pushed) history.back();
    else {
      history.replaceState(history.state, "", addressAt(null));
      this.hide();
    }
  }

  /** The page that is open, wherever its links have led, in the language of now. */
  private retell(): void {
    const page = this.page && this.options.pageAt(this.page.at);
    if (!this.page || !page) return;
    const there = this.asPage.getAttribute("href") ?? page.url;
    const url = addressIn(this.options.texts.lang, new URL(there, location.href));
    this.page = page;
    setText(this.title, page.title);
    this.asPage.href = url;
    this.fragment.load(url);
  }

  private hide(): void {
    this.pushed = false;
    this.page = null;
    const hadFocus = this.dialog.contains(document.activeElement);
    this.dialog.close();
    this.body.replaceChildren();
    if (hadFocus || document.activeElement === document.body) this.giveFocusBack();
    this.options.changed?.(null);
  }

  private giveFocusBack(): void {
    const { opener } = this;
    this.opener = null;
    const usable = opener instanceof HTMLElement || opener instanceof SVGElement;
    if (usable && opener.isConnected && opener !== document.body && opener.checkVisibility()) opener.focus();
    else this.options.fallbackFocus()?.focus();
  }

  private writeAddress(at: string): void {
    if (this.pushed || new URLSearchParams(location.search).has("at")) {
      history.replaceState({ panel: this.pushed }, "", addressAt(at));
    } else {
      history.pushState({ panel: true }, "", addressAt(at));
      this.pushed = true;
    }
  }

  private followAddress(): void {
    const at = new URLSearchParams(location.search).get("at");
    const page = at === null ? null : this.options.pageAt(at);
    if (page) {
      this.pushed = wasPushed();
      if (page.at !== this.page?.at) this.open(page, "keep");
    } else if (this.isOpen) this.hide();
  }

  private shown(url: string): void {
    this.body.setAttribute("aria-busy", "false");
    this.body.scrollTop = 0;
    if (url) this.asPage.href = url;
    const named = this.body.querySelector<HTMLElement>("[data-title]")?.dataset.title?.trim();
    setText(this.title, named || this.page?.title || "");
    const focused = document.activeElement;
    if (focused === null || focused === document.body) this.title.focus();
  }

  private failed(status: number): void {
    const { texts } = this.options;
    const why =
      status === 0 ? texts.say("panel.error.offline") : texts.say("panel.error.server", { code: status });
    const retry = element("button", { type: "button", class: "button" }, texts.say("panel.retry"));
    retry.onclick = () => this.fragment.load(this.asPage.href);
    this.body.setAttribute("aria-busy", "false");
    this.body.replaceChildren(
      element("div", { class: "panel-error", role: "alert" }, element("p", {}, why), retry),
    );
  }
}

/** Whether opening the panel has made this entry of the history; it knows that after a reload too. */
function wasPushed(): boolean {
  return (history.state as { panel?: boolean } | null)?.panel === true;
}

/** This page's address with `?at=` set, or without it. */
function addressAt(at: string | null): string {
  const url = new URL(location.href);
  if (at === null) url.searchParams.delete("at");
  else url.searchParams.set("at", at);
  return url.pathname + url.search + url.hash;
}
