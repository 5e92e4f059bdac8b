/** The built map of a place as a drawing in the page, where our style sheets give it its colours. */

/** Fetches the map at `url`. It is for eyes alone: lists say what it shows. Throws when it cannot be had. */
export async function loadDrawing(url: string): Promise<SVGElement> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`Loading the map ${url} failed with ${response.status}.`);
  const parsed = new DOMParser().parseFromString(await response.text(), "image/svg+xml");
  const svg = document.importNode(parsed.documentElement, true) as unknown as SVGElement;
  svg.setAttribute("aria-hidden", "true");
  svg.removeAttribute("role");
  svg.setAttribute("focusable", "false");
  for (const title of svg.querySelectorAll("title")) title.remove();
  return svg;
}
