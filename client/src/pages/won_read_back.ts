/** Says in Korean units what an amount means while it is typed: 500000000 → "5억 원". The server reads it anew. */

const UNITS: readonly [number, string][] = [
  [1e12, "조"],
  [1e8, "억"],
  [1e4, "만"],
  [1, ""],
];
const SMALL: Readonly<Record<string, number>> = { 천: 1000, 백: 100, 십: 10 };
const MOST = 1e15;

/** The won that `text` means, or null where it means none: "5억 3천만", "1.5억", "500,000,000". */
export function readWon(text: string): number | null {
  const bare = text
    .normalize("NFKC")
    .replace(/[\s,]/g, "")
    .replace(/^₩|원$/g, "");
  if (!/^[0-9.]*[0-9천백십조억만]+$/.test(bare)) return null;
  let rest = bare;
  let total = 0;
  for (const [unit, name] of UNITS) {
    const at = name === "" ? rest.length : rest.indexOf(name);
    if (at < 0 || (name === "" && rest === "")) continue;
    const share = readSmall(rest.slice(0, at));
    if (share === null) return null;
    total += share * unit;
    rest = rest.slice(at + name.length);
  }
  const won = Math.round(total);
  return rest === "" && Math.abs(won - total) < 1e-6 && won > 0 && won < MOST ? won : null;
}

/** `won` in words: 543210000 → "5억 4,321만 원". */
export function wonWords(won: number): string {
  const said: string[] = [];
  let rest = won;
  for (const [unit, name] of UNITS) {
    const share = Math.floor(rest / unit);
    rest -= share * unit;
    if (share > 0) said.push(share.toLocaleString("en-US") + name);
  }
  const words = said.join(" ");
  return /[0-9]$/.test(words) ? `${words}원` : `${words} 원`;
}

/** Keeps the read-back beside every amount field up to date, on pages and in panels that arrive later. */
export function readBackWon(): void {
  document.addEventListener("input", (event) => {
    if (event.target instanceof HTMLInputElement && event.target.dataset.won) show(event.target);
  });
  document.addEventListener("focusin", (event) => {
    if (event.target instanceof HTMLInputElement && event.target.dataset.won) show(event.target);
  });
}

function show(field: HTMLInputElement): void {
  const place = document.getElementById(field.dataset.won ?? "");
  if (!place) return;
  const won = readWon(field.value);
  const words = won === null ? "" : wonWords(won);
  if (place.textContent !== words) place.textContent = words;
}

/** "3천5백" → 3500, "1.5" → 1.5, "천" → 1000; null for what is no number. */
function readSmall(text: string): number | null {
  if (text === "") return null;
  let total = 0;
  let rest = text;
  while (rest !== "") {
    const found = /^([0-9]+(?:\.[0-9]+)?)?([천백십])?/.exec(rest);
    if (!found || found[0] === "") return null;
    total += Number(found[1] ?? 1) * (found[2] ? (SMALL[found[2]] ?? 1) : 1);
    rest = rest.slice(found[0].length);
  }
  return total;
}
