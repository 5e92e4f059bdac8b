/** The picture of a board: chosen from a file, sent at once, shown above its field. */

import { element, need, setText } from "../ui/dom";
import { pictureUrl } from "../ui/pictures";

export type Sent = { id: string } | { text: string };

/** Sends a picture to the server at `url`; answers its id, or why not; without an answer, `away`. */
export async function sendPicture(url: string, file: File, away: string): Promise<Sent> {
  const form = new FormData();
  form.append("picture", file);
  try {
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
    const answer = await fetch(url, { method: "POST", headers: { "X-CSRFToken": token }, body: form });
    return await answer.json();
  } catch {
    return { text: away };
  }
}

export class PictureField {
  private readonly input = need("f-picture", HTMLInputElement);
  private readonly shown = need("f-picture-shown", HTMLImageElement);
  private readonly problem = element("p", { class: "field-error", id: "f-picture-problem", hidden: true });
  private wrong = "";
  private id: string | undefined;

  /** `send` brings a file to the server; `hung` gets the id of what is then on the board. */
  constructor(send: (file: File) => Promise<Sent>, hung: () => (id: string) => void) {
    this.input.closest(".desk-field")?.append(this.problem);
    this.input.setAttribute("aria-describedby", this.problem.id);
    this.input.onchange = async () => {
      const file = this.input.files?.[0];
      if (!file) return;
      // Whatever is chosen when the answer comes: the picture belongs to what was chosen now.
      const hang = hung();
      const sent = await send(file);
      this.input.value = "";
      this.wrong = "text" in sent ? sent.text : "";
      if ("id" in sent) hang(sent.id);
      else this.explain("");
    };
  }

  show(fits: boolean, id: string | undefined): void {
    const box = this.input.closest<HTMLElement>(".desk-field");
    if (box) box.hidden = !fits;
    if (this.id === id) return;
    this.id = id;
    this.wrong = "";
    this.shown.hidden = id === undefined;
    if (id === undefined) this.shown.removeAttribute("src");
    else this.shown.src = pictureUrl(id);
  }

  /** Says what is wrong: first why a file was not taken, else what is missing. */
  explain(missing: string): void {
    const text = this.wrong || missing;
    setText(this.problem, text);
    this.problem.hidden = text === "";
    if (text) this.input.setAttribute("aria-invalid", "true");
    else this.input.removeAttribute("aria-invalid");
  }

  focus(): void {
    this.input.focus();
  }
}
