/** A link that brings a friend to one's side: made, shown as words and as a picture for a camera, shared. */

import type { Pose } from "../net/pose";
import { need, setText } from "../ui/dom";
import type { Square } from "../ui/square";
import { invitationQuery } from "./link";

const WORD_WAIT_MS = 1500;

/** The dialog of web/place/_show.html. */
export class InviteDialog {
  private readonly dialog = need("invite", HTMLDialogElement);
  private readonly link = need("invite-link", HTMLInputElement);
  private readonly said = need("invite-said", HTMLElement);
  private readonly square: Square;
  private readonly pose: () => Pose | null;

  constructor(square: Square, pose: () => Pose | null) {
    this.square = square;
    this.pose = pose;
    for (const button of document.querySelectorAll<HTMLButtonElement>("[data-invite]")) {
      button.onclick = () => void this.open();
    }
    need("invite-close", HTMLButtonElement).onclick = () => this.dialog.close();
    this.dialog.addEventListener("keydown", (event) => event.stopPropagation());
    need("invite-copy", HTMLButtonElement).onclick = () => void this.copy();
    const share = need("invite-share", HTMLButtonElement);
    share.hidden = typeof navigator.share !== "function";
    share.onclick = () => {
      navigator.share({ url: this.link.value, title: document.title }).catch(() => undefined);
    };
  }

  private async open(): Promise<void> {
    const { config, session, texts } = this.square;
    const pose = this.pose();
    if (!pose || session.id === null) {
      this.square.announce(texts.say("invite.outside"), true);
      return;
    }
    const query = invitationQuery(pose, new Date(), await this.word());
    const place = config.urls.map.split("?")[0] ?? "";
    this.link.value = new URL(`${place}?${query}`, location.href).href;
    need("invite-picture", HTMLImageElement).src = `${place}/invitation.svg?${query}`;
    setText(this.said, "");
    if (!this.dialog.open) this.dialog.showModal();
  }

  /** The world's word for this visit; empty where it gives none: then the link leads to the spot alone. */
  private word(): Promise<string> {
    const { session } = this.square;
    return new Promise((resolve) => {
      const none = setTimeout(() => resolve(""), WORD_WAIT_MS);
      session.invite((word) => {
        clearTimeout(none);
        resolve(word);
      });
    });
  }

  private async copy(): Promise<void> {
    const { texts } = this.square;
    try {
      await navigator.clipboard.writeText(this.link.value);
      setText(this.said, texts.say("invite.copied"));
    } catch {
      this.link.select();
      setText(this.said, texts.say("invite.select"));
    }
  }
}
