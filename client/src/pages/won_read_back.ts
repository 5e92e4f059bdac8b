/** Says in Korean units what an amount means while it is typed: 500000000 is five eok won. The server reads it anew. */

import words from "../texts/won.json";

const { large, small, won: WON } = words;
/** The units of ten thousands, from the largest down to single won. */
const UNITS: readonly [number, string][] = [
  [1e12, large[0]],
  [1e8, large[1]],
  [1e4, large[2]],
  [1, ""],
];
const SMALL: Readonly<Record<string, number>> = { [small[0]]: 1000, [small[1]]: 100, [small[2]]: 10 };
const SIGNS = new RegExp(`^₩|${WON}$`, "g");
const AMOUNT = new RegExp(`^[0-9.]*[0-9${[...small, ...large].join("")}]+$`);
const SHARE = new RegExp(`^([0-9]+(?:\\.[0-9]+)?)?([${small.join("")}])?`);
const MOST = 1e15;

/** The won that `text` means, or null where it means none: with Korean units, decimals or commas. */
export function readWon(text: string): number | null {
  const bare = text.normalize("NFKC").replace(/[\s,]/g, "").replace(SIGNS, "");
  if (!AMOUNT.test(bare)) return null;
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

/** `won` in words, in units of ten thousands. */
export function wonWords(won: number): string {
  const said: string[] = [];
  let rest = won;
  for (const [unit, name] of UNITS) {
    const share = Math.floor(rest / unit);
    rest -= share * unit;
    if (share > 0) said.push(share.toLocaleString("en-US") + name);
  }
  const all = said.join(" ");
  return /[0-9]$/.test(all) ? all + WON : `${all} ${WON}`;
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
  const said = won === null ? "" : wonWords(won);
  if (place.textContent !== said) place.textContent = said;
}

/** What stands before one unit of ten thousands: digits, a decimal, thousands, hundreds, tens; null for what is no number. */
function readSmall(text: string): number | null {
  if (text === "") return null;
  let total = 0;
  let rest = text;
  while (rest !== "") {
    const found = SHARE.exec(rest);
    if (!found || found[0] === "") return null;
    total += Number(found[1] ?? 1) * (found[2] ? (SMALL[found[2]] ?? 1) : 1);
    rest = rest.slice(found[0].length);
  }
  return total;
}
