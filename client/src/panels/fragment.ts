/** Server-rendered pages inside an element of this page: htmx fetches, this file says what may be fetched. */

import htmx from "htmx.org";

htmx.config.allowEval = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.historyEnabled = false;
htmx.config.timeout = 15_000;

export interface FragmentOptions {
  /** Addresses (paths ending in /) whose pages stay inside; links elsewhere leave the page as usual. */
  stays: () => readonly string[];
  /** A page has arrived and stands in the element; `url` is where it came from after redirections. */
  shown: (url: string) => void;
  /** Nothing arrived: HTTP status, or 0 without a connection. */
  failed: (status: number) => void;
}

/** An element whose content is pages of this city, with the links and forms in them. */
export class Fragment {
  private readonly host: HTMLElement;
  private readonly options: FragmentOptions;

  constructor(host: HTMLElement, options: FragmentOptions) {
    this.host = host;
    this.options = options;
    host.addEventListener("click", (event) => this.follow(event));
    host.addEventListener("submit", (event) => this.submit(event));
    host.addEventListener("htmx:afterSettle", (event) => {
      const xhr = (event as CustomEvent<{ xhr: XMLHttpRequest }>).detail.xhr;
      if (event.target === host) options.shown(xhr.responseURL);
    });
    host.addEventListener("htmx:responseError", (event) => {
      options.failed((event as CustomEvent<{ xhr: XMLHttpRequest }>).detail.xhr.status);
    });
    for (const name of ["htmx:sendError", "htmx:timeout"]) {
      host.addEventListener(name, () => options.failed(0));
    }
  }

  /** Fetches the page at `url` into the element. */
  load(url: string): void {
    void this.request("GET", url, this.host);
  }

  private follow(event: MouseEvent): void {
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    if (!plain || !(link instanceof HTMLAnchorElement) || event.defaultPrevented) return;
    const staysHere = link.target === "" && !link.hasAttribute("download") && this.isInside(link.href);
    if (!staysHere || isWithinPage(link)) return;
    event.preventDefault();
    this.load(link.href);
  }

  private submit(event: SubmitEvent): void {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || event.defaultPrevented || form.hasAttribute("hx-post")) return;
    const action = event.submitter?.getAttribute("formaction") ?? form.action;
    if (!this.isInside(new URL(action, location.href).href)) return;
    event.preventDefault();
    const verb = form.method === "post" ? "POST" : "GET";
    void this.request(verb, action, form, event);
  }

  private async request(verb: "GET" | "POST", url: string, source: Element, event?: Event): Promise<void> {
    const address = new URL(url, location.href);
    const path = address.pathname + address.search;
    const context = { source, target: this.host, swap: "innerHTML" as const, ...(event ? { event } : {}) };
    await htmx.ajax(verb.toLowerCase() as "get" | "post", path, context).catch(() => undefined);
  }

  private isInside(href: string): boolean {
    const { origin, pathname } = new URL(href);
    return origin === location.origin && this.options.stays().some((start) => pathname.startsWith(start));
  }
}

/** A link that only scrolls: its address is the one already shown. */
function isWithinPage(link: HTMLAnchorElement): boolean {
  return link.getAttribute("href")?.startsWith("#") === true;
}
