/** The square within another site's page (web/embed.html): keeps number and next event true, politely. */

import "../styles/tokens.css";
import "../styles/place_map.css";
import "../styles/embed.css";
import { keepHereFresh } from "./pages/here_now";

const COUNT_EVERY_MS = 20_000;
const NEWS_EVERY_MS = 300_000;
const TIMEOUT_MS = 8_000;

keepHereFresh(COUNT_EVERY_MS);
setInterval(() => void refreshNext(), NEWS_EVERY_MS);

/** Takes the next event from a fresh copy of this very page. */
async function refreshNext(): Promise<void> {
  const shown = document.getElementById("embed-next");
  if (!shown || document.hidden) return;
  try {
    const answer = await fetch(location.pathname, {
      credentials: "omit",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("embed-next");
    if (fresh && fresh.textContent !== shown.textContent && !shown.contains(document.activeElement)) {
      shown.replaceChildren(...fresh.childNodes);
    }
  } catch {
    // The line is away; what is shown stays until the next time.
  }
}
