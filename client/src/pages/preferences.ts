/** Language and text size, remembered in cookies that the server reads, so that every page comes as wanted. */

const YEAR_S = 31_536_000;

/** The cookie line for a preference kept for a year. */
export function preferenceCookie(name: string, value: string, secure: boolean): string {
  return `${name}=${value}; Path=/; Max-Age=${YEAR_S}; SameSite=Lax${secure ? "; Secure" : ""}`;
}

/** Remembers the language when its link is followed, for the next visit to the bare address. */
export function keepLanguage(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-language]")) {
    link.addEventListener("click", () => remember("madang_language", link.dataset.language ?? "ko"));
  }
}

/** Switches the text size at once, without leaving the page. */
export function switchTextSize(): void {
  const link = document.querySelector<HTMLAnchorElement>("#text-size");
  const label = link?.querySelector(".tool-label");
  if (!link || !label) return;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    const root = document.documentElement;
    const large = root.dataset.text !== "large";
    if (large) root.dataset.text = "large";
    else delete root.dataset.text;
    remember("madang_text", large ? "large" : "normal");
    label.textContent = (large ? link.dataset.large : link.dataset.normal) ?? "";
  });
}

function remember(name: string, value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
  document.cookie = preferenceCookie(name, value, location.protocol === "https:");
}
