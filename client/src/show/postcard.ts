/** The picture button: a postcard of where one stands, to look at, keep, share or copy. Nothing is uploaded. */

import { rememberedIdentity } from "../net/stay";
import { need, setText } from "../ui/dom";
import type { Square } from "../ui/square";
import { paintCard } from "./card";

export interface Camera {
  /** What the view shows now, PICTURE in size. */
  take: () => HTMLCanvasElement | Promise<HTMLCanvasElement>;
  /** What is to be seen on it, in a sentence. */
  describe: () => string;
  /** Milliseconds since 1970 by the place's clock. */
  now_ms: () => number;
}

type Kind = "image/png" | "image/jpeg";

/** The dialog of web/place/_show.html. */
export class Postcard {
  private readonly dialog = need("postcard", HTMLDialogElement);
  private readonly image = need("postcard-image", HTMLImageElement);
  private readonly said = need("postcard-said", HTMLElement);
  private readonly alt = need("postcard-alt", HTMLTextAreaElement);
  private readonly named = need("postcard-named", HTMLInputElement);
  private readonly square: Square;
  private readonly camera: Camera;
  private picture: HTMLCanvasElement | null = null;
  private card: HTMLCanvasElement | null = null;
  private taken = new Date();

  constructor(square: Square, camera: Camera) {
    this.square = square;
    this.camera = camera;
    for (const button of document.querySelectorAll<HTMLButtonElement>("[data-postcard]")) {
      button.onclick = () => void this.open();
    }
    need("postcard-close", HTMLButtonElement).onclick = () => this.dialog.close();
    this.dialog.addEventListener("keydown", (event) => event.stopPropagation());
    this.dialog.addEventListener("close", () => URL.revokeObjectURL(this.image.src));
    this.named.onchange = () => void this.show();
    need("postcard-png", HTMLButtonElement).onclick = () => void this.save("image/png");
    need("postcard-jpeg", HTMLButtonElement).onclick = () => void this.save("image/jpeg");
    const share = need("postcard-share", HTMLButtonElement);
    share.hidden = typeof navigator.share !== "function";
    share.onclick = () => void this.share();
    const copy = need("postcard-copy", HTMLButtonElement);
    copy.hidden = typeof ClipboardItem === "undefined" || !navigator.clipboard;
    copy.onclick = () => void this.copy();
  }

  private async open(): Promise<void> {
    const { texts } = this.square;
    try {
      this.taken = new Date(this.camera.now_ms());
      this.picture = await this.camera.take();
      await this.show();
    } catch (error) {
      console.warn("No postcard:", error);
      this.square.announce(texts.say("postcard.failed"), true);
      return;
    }
    setText(this.said, "");
    if (!this.dialog.open) this.dialog.showModal();
  }

  private async show(): Promise<void> {
    if (!this.picture) return;
    const { texts, config } = this.square;
    const when = texts.longMoment(this.taken);
    const name = this.named.checked ? rememberedIdentity()?.name : undefined;
    const line = name ? texts.say("postcard.by", { when, name }) : when;
    const title = config.document.title[texts.lang];
    const words = { title, line, wordmark: texts.say("postcard.mark"), city: location.host };
    await document.fonts.ready;
    this.card = paintCard(this.picture, words, getComputedStyle(document.body).fontFamily);
    this.alt.value = texts.say("postcard.alt", { place: title, when, seen: this.camera.describe() });
    this.image.alt = this.alt.value;
    URL.revokeObjectURL(this.image.src);
    this.image.src = URL.createObjectURL(await this.blob("image/png"));
  }

  private blob(kind: Kind): Promise<Blob> {
    return new Promise((resolve, reject) => {
      const done = (blob: Blob | null) => (blob ? resolve(blob) : reject(new Error("No picture was made.")));
      if (this.card) this.card.toBlob(done, kind, 0.92);
      else done(null);
    });
  }

  private name(kind: Kind): string {
    const day = this.taken.toISOString().slice(0, 16).replaceAll(/[-:T]/g, "");
    return `madang-${this.square.config.place}-${day}.${kind === "image/png" ? "png" : "jpg"}`;
  }

  private async save(kind: Kind): Promise<void> {
    const url = URL.createObjectURL(await this.blob(kind));
    const link = document.createElement("a");
    link.href = url;
    link.download = this.name(kind);
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
    this.say("postcard.saved");
  }

  private async share(): Promise<void> {
    const file = new File([await this.blob("image/jpeg")], this.name("image/jpeg"), { type: "image/jpeg" });
    try {
      await navigator.share({ files: [file], text: this.alt.value });
    } catch {
      this.say("postcard.not_shared");
    }
  }

  private async copy(): Promise<void> {
    try {
      await navigator.clipboard.write([new ClipboardItem({ "image/png": this.blob("image/png") })]);
      this.say("postcard.copied");
    } catch {
      this.say("postcard.not_copied");
    }
  }

  private say(
    key: "postcard.saved" | "postcard.copied" | "postcard.not_copied" | "postcard.not_shared",
  ): void {
    setText(this.said, this.square.texts.say(key));
  }
}
