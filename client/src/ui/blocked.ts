/** The list of people whom this browser hides, also those who are not here, so that a block can be taken back. */

import type { BlockStore } from "../net/blocks";
import type { Session } from "../net/session";
import { element, need, setText } from "./dom";
import type { Texts } from "./texts";

/** Keeps `#blocked` true: it is made anew when somebody opens it. */
export function listBlocked(session: Session, blocks: BlockStore, texts: Texts): void {
  const box = need("blocked", HTMLDetailsElement);
  const list = need("blocked-list", HTMLElement);
  const none = need("blocked-none", HTMLElement);
  const show = () => {
    const people = [...blocks.all()].reverse();
    none.hidden = people.length > 0;
    list.replaceChildren(
      ...people.map(({ key, name }) => {
        const called = name || texts.say("near.unknown");
        const button = element(
          "button",
          { type: "button", class: "button button-quiet" },
          texts.say("unblock"),
        );
        button.setAttribute("aria-label", texts.say("unblock.person", { name: called }));
        button.onclick = () => {
          session.unblockKey(key);
          show();
          need("blocked-title", HTMLElement).focus();
        };
        const title = element("span", { class: "row-title" });
        setText(title, called);
        return element("li", { class: "row" }, element("div", { class: "row-words" }, title), button);
      }),
    );
  };
  texts.onLanguage(() => {
    if (box.open) show();
  });
  box.addEventListener("toggle", () => {
    if (box.open) show();
  });
}
