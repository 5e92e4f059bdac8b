/** Making and finding elements without a framework. */

type Attributes = Record<string, string | number | boolean | null>;
type Child = Node | string | null;

/** A new element. A null leaves an attribute out; true and false are words for aria-*, else there and not there. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  setAttributes(made, attributes);
  made.append(...children.filter((child) => child !== null));
  return made;
}

const SVG = "http://www.w3.org/2000/svg";

export function svgElement<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Element[]
): SVGElementTagNameMap[K] {
  const made = document.createElementNS(SVG, tag);
  setAttributes(made, attributes);
  made.append(...children);
  return made;
}

function setAttributes(to: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null) continue;
    if (typeof value !== "boolean" || name.startsWith("aria-")) to.setAttribute(name, String(value));
    else if (value) to.setAttribute(name, "");
  }
}

/** The page's element `#id` of this kind. Throws when the template lacks it. */
export function need<T extends Element = HTMLElement>(id: string, kind: abstract new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`Page without ${kind.name} #${id}: check the template.`);
  return found;
}

/** Writes text only when it changes, so that screen readers and layout are left in peace. */
export function setText(to: Element, text: string): void {
  if (to.textContent !== text) to.textContent = text;
}
