/** The banner that says what has become of the line to the world, and what the person can do about it. */

import type { SessionState } from "../net/entry";
import type { Session } from "../net/session";
import { element, need, setText } from "./dom";
import { at } from "./report";
import type { TextKey, Texts } from "./texts";

const PATIENCE_MS = 600;
const BACK_SHOWN_MS = 4000;

/**
 * Shows `session`'s state in `#line`; `again` is called when somebody whose stay has ended wants back in, `appeal` is
 * the address of the page (with `{number}`) for somebody whom staff have removed.
 */
export function showLine(session: Session, texts: Texts, appeal: string, again: () => void): void {
  const banner = need("line", HTMLElement);
  const words = element("p", { class: "line-words", role: "status" });
  const button = element("button", { type: "button", class: "button quiet", hidden: true });
  const way = element("a", { class: "line-appeal", hidden: true }, texts.say("appeal"));
  banner.replaceChildren(words, way, button);
  let lost = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const show = (text: string, action: { label: TextKey; run: () => void } | null) => {
    banner.hidden = text === "";
    setText(words, text);
    way.hidden = true;
    button.hidden = action === null;
    if (!action) return;
    setText(button, texts.say(action.label));
    button.onclick = action.run;
  };
  const onState = (state: SessionState) => {
    clearTimeout(timer);
    if (state.phase === "returning") {
      const text = texts.say(returningKey(state.why));
      const tell = () => show(text, { label: "line.now", run: () => session.wake() });
      lost = true;
      if (state.attempt > 1) tell();
      else timer = setTimeout(tell, PATIENCE_MS);
    } else if (state.phase === "ended") {
      lost = false;
      show(`${texts.say(`line.${state.why}`, { text: state.text })}${endOf(state, texts)}`, {
        label: "line.again",
        run: again,
      });
      if (!state.removal?.number) return;
      way.href = at(appeal, state.removal.number);
      way.hidden = false;
    } else if (state.phase === "inside" && lost) {
      lost = false;
      if (banner.hidden) return;
      show(texts.say("line.back"), null);
      timer = setTimeout(() => show("", null), BACK_SHOWN_MS);
    } else show("", null);
  };
  session.on("state", onState);
  texts.onLanguage(() => {
    setText(way, texts.say("appeal"));
    if (session.state.phase !== "inside") onState(session.state);
  });
  onState(session.state);
}

/** Until when somebody was removed from the square; the web's own word says it already. */
function endOf(state: SessionState, texts: Texts): string {
  if (state.phase !== "ended" || state.why !== "removed" || !state.removal?.until) return "";
  return ` ${texts.say("line.removed.until", { moment: texts.moment(state.removal.until) })}`;
}

function returningKey(why: string): TextKey {
  if (why === "full") return "line.returning.full";
  if (why === "busy") return "line.returning.busy";
  return why === "offline" || !navigator.onLine ? "line.returning.offline" : "line.returning";
}
