/** Which tier a visit begins with: the person's choice, else what the last visits have shown, else a guess. */
import { ORDER, type Tier } from "./quality";

export type QualityChoice = "auto" | Tier;

const CHOICE_KEY = "madang.quality";
const TIER_KEY = "madang.tier";
/** A machine that was slow once, with a crowd or on battery, is asked again after so long. */
const RETRY_MS = 24 * 60 * 60 * 1000;

export function keptChoice(storage: Pick<Storage, "getItem"> | null): QualityChoice {
  return tierOf(storage?.getItem(CHOICE_KEY)) ?? "auto";
}

/** Shows the kept choice in the menu's `list`, and keeps every other one. */
export function offerQuality(
  list: HTMLSelectElement,
  storage: Storage | null,
  chosen: (choice: QualityChoice) => void,
): void {
  list.value = keptChoice(storage);
  list.onchange = () => {
    const choice = tierOf(list.value) ?? "auto";
    storage?.setItem(CHOICE_KEY, choice);
    chosen(choice);
  };
}

/**
 * The tier of the last visit, one finer when that was found a day ago or longer, else a careful guess from what
 * the machine says of itself. `now_ms` is the time since 1970.
 */
export function firstTier(
  storage: Pick<Storage, "getItem" | "setItem"> | null,
  cores: number,
  touch: boolean,
  now_ms: number,
): Tier {
  const [word, at] = storage?.getItem(TIER_KEY)?.split(" ") ?? [];
  const kept = tierOf(word);
  if (!kept) return cores >= 8 && !touch ? "high" : cores >= 4 ? "medium" : "low";
  if (now_ms - Number(at ?? 0) < RETRY_MS) return kept;
  const finer = ORDER[ORDER.indexOf(kept) - 1] ?? kept;
  rememberTier(storage, finer, now_ms);
  return finer;
}

export function rememberTier(storage: Pick<Storage, "setItem"> | null, tier: Tier, now_ms: number): void {
  storage?.setItem(TIER_KEY, `${tier} ${now_ms}`);
}

function tierOf(word: string | null | undefined): Tier | null {
  return ORDER.find((tier) => tier === word) ?? null;
}
