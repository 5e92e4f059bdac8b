/** Buttons that print the page; hidden where there is no script, as the browser's own menu prints too. */
export function letPrint(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-print]")) {
    button.hidden = false;
    button.onclick = () => window.print();
  }
}
