/** The settings: a dialog of every page (web/_settings.html) that shows at once what is chosen, and keeps it. */

import { keepCookie, onPreferences, prefer, preferences } from "./kept";
import { changed, isPreference } from "./words";

/** Joins the page's settings form, and the dialog around it where there is one. */
export function offerSettings(): void {
  const form = document.querySelector<HTMLFormElement>("#settings-form");
  if (form) joinForm(form);
  const dialog = document.querySelector<HTMLDialogElement>("#settings");
  if (dialog) joinDialog(dialog);
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-language]")) {
    link.addEventListener("click", () => keepCookie("madang_language", link.dataset.language ?? "ko"));
  }
}

function joinForm(form: HTMLFormElement): void {
  form.classList.add("is-live");
  const write = () => {
    for (const field of form.elements) {
      if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) writeField(field);
    }
  };
  form.addEventListener("input", ({ target }) => {
    const field = target as HTMLInputElement | HTMLSelectElement;
    prefer(changed(preferences(), field.name, field.value));
  });
  form.addEventListener("submit", (event) => {
    if (form.closest("dialog")) event.preventDefault();
  });
  onPreferences(write);
  write();
}

function writeField(field: HTMLInputElement | HTMLSelectElement): void {
  if (!isPreference(field.name)) return;
  const value = preferences()[field.name];
  if (field.type === "radio") (field as HTMLInputElement).checked = field.value === value;
  else if (field.value !== value) field.value = value;
}

function joinDialog(dialog: HTMLDialogElement): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>("#settings-open")) {
    link.setAttribute("role", "button");
    link.setAttribute("aria-haspopup", "dialog");
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      dialog.showModal();
      dialog.querySelector<HTMLElement>("h2")?.focus();
    });
    link.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      link.click();
    });
  }
  dialog.querySelector("#settings-close")?.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  // The square behind must not take the keys that the form needs.
  dialog.addEventListener("keydown", (event) => event.stopPropagation());
}
