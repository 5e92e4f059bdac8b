/** Cards of the HUD that buttons open: one at a time, Escape closes, focus goes in and comes back. */
import { need } from "../ui/dom";

export class Drawers {
  private readonly buttons: readonly HTMLButtonElement[];

  /** Every `button[data-drawer]` names the id of the card it opens. */
  constructor() {
    this.buttons = [...document.querySelectorAll<HTMLButtonElement>("button[data-drawer]")];
    for (const button of this.buttons) {
      button.onclick = () => (this.isOpen(button) ? this.close(button) : this.open(button));
      this.card(button).addEventListener("keydown", (event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        event.preventDefault();
        this.close(button);
      });
    }
    for (const shower of document.querySelectorAll<HTMLButtonElement>("button[data-show]")) {
      shower.onclick = () => this.toggle(shower.dataset.show ?? "");
    }
    for (const closer of document.querySelectorAll<HTMLButtonElement>("button[data-close]")) {
      const owner = this.owner(closer.dataset.close ?? "");
      if (owner) closer.onclick = () => this.close(owner);
    }
  }

  /** Opens or closes the card `id`, as its button does. */
  toggle(id: string): void {
    this.owner(id)?.click();
  }

  /** Shows the card `id` without taking the focus: nobody has asked for it. */
  reveal(id: string): void {
    const button = this.owner(id);
    if (button) this.set(button, true);
  }

  private owner(id: string): HTMLButtonElement | undefined {
    return this.buttons.find((button) => button.dataset.drawer === id);
  }

  private card(button: HTMLButtonElement): HTMLElement {
    return need(button.dataset.drawer ?? "", HTMLElement);
  }

  private isOpen(button: HTMLButtonElement): boolean {
    return button.getAttribute("aria-expanded") === "true";
  }

  private open(button: HTMLButtonElement): void {
    for (const other of this.buttons) if (other !== button) this.set(other, false);
    this.set(button, true);
    const heading = this.card(button).querySelector<HTMLElement>("h2");
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus();
  }

  private close(button: HTMLButtonElement): void {
    this.set(button, false);
    button.focus();
  }

  private set(button: HTMLButtonElement, open: boolean): void {
    button.setAttribute("aria-expanded", String(open));
    this.card(button).hidden = !open;
  }
}
