/** Coming by an invitation: to the spot, and on to who has invited, if they are still there. */

import type { Guide } from "../guide/guide";
import type { Found } from "../net/messages";
import type { Square } from "../ui/square";
import { PARTS, readInvitation } from "./link";

const LOOK_MS = 500;
const LOOK_MOST = 16;

/** Goes on with the invitation of the address, once the person is inside; then the address forgets it. */
export function followInvitation(square: Square, guide: Guide): void {
  const invitation = readInvitation(new URLSearchParams(location.search));
  if (!invitation) return;
  const { session, texts } = square;
  keepInLinks();
  let asked = false;
  const begin = () => {
    if (asked) return;
    asked = true;
    forget();
    if (!invitation.word) square.announce(texts.say("invited.spot"), true);
    else
      session.find(invitation.word, (found) => {
        if (found) void goTo(square, guide, found);
        else square.tell(texts.say("invited.gone", { when: texts.moment(invitation.when) }));
      });
  };
  session.on("welcome", () => setTimeout(begin, LOOK_MS));
  if (session.id !== null) setTimeout(begin, LOOK_MS);
}

/** Leads to the inviter as soon as the world shows where they are. */
async function goTo(square: Square, guide: Guide, { id, name }: Found): Promise<void> {
  const arrived = () => square.tell(square.texts.say("invited.beside", { name }));
  for (let n = 0; n < LOOK_MOST; n++) {
    if (guide.toPerson(id, 0, arrived)) return;
    await new Promise((done) => setTimeout(done, LOOK_MS));
  }
}

/** Whoever changes to the other view before entering brings the invitation along. */
function keepInLinks(): void {
  const here = new URLSearchParams(location.search);
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[href*='view=']")) {
    const url = new URL(link.href);
    if (url.pathname !== location.pathname) continue;
    for (const part of PARTS) if (here.has(part)) url.searchParams.set(part, here.get(part) ?? "");
    link.href = url.href;
  }
}

function forget(): void {
  const url = new URL(location.href);
  for (const part of PARTS) url.searchParams.delete(part);
  history.replaceState(history.state, "", url);
}
