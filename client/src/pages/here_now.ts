/** The line on the front page that says how many people are here now. */

const EVERY_MS = 10_000;
const TIMEOUT_MS = 5_000;

/** The texts of the line, from the page: `many` holds `{n}`. */
export interface HereTexts {
  readonly none?: string;
  readonly one?: string;
  readonly many?: string;
  readonly unknown?: string;
}

/** What the line says about `total` people; null: the world does not answer. Never a guess. */
export function hereText(total: number | null, texts: HereTexts, lang: string): string {
  if (total === null) return texts.unknown ?? "";
  if (total === 0) return texts.none ?? "";
  const text = (total === 1 ? texts.one : texts.many) ?? "";
  return text.replace("{n}", new Intl.NumberFormat(lang).format(total));
}

/** Asks every ten seconds, or as told, while the page is seen, and as soon as it is seen again. */
export function keepHereFresh(every_ms = EVERY_MS): void {
  const line = document.querySelector<HTMLElement>("#here[data-url]");
  const text = line?.querySelector(".here-text");
  const sign = line?.querySelector(".here-sign");
  if (!line || !text || !sign) return;
  const refresh = async (): Promise<void> => {
    if (document.hidden) return;
    const total = await askHere(line.dataset.url ?? "");
    const said = hereText(total, line.dataset, document.documentElement.lang);
    if (text.textContent !== said) text.textContent = said;
    sign.classList.toggle("here-open", total !== null);
  };
  setInterval(refresh, every_ms);
  document.addEventListener("visibilitychange", refresh);
}

async function askHere(url: string): Promise<number | null> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    return answer.ok ? ((await answer.json()) as { total: number | null }).total : null;
  } catch {
    return null;
  }
}
