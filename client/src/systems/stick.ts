/** The thumb stick's drawing: a ring where the thumb was put down and a knob that follows it. */
import type { PointerView } from "./pointer";

/** Draws into `ring`, whose first child is the knob. */
export function showStick(ring: HTMLElement): PointerView["stick"] {
  const knob = ring.firstElementChild as HTMLElement | null;
  return (at) => {
    ring.classList.toggle("is-held", at !== null);
    if (!at) {
      ring.style.removeProperty("left");
      ring.style.removeProperty("top");
      knob?.style.removeProperty("transform");
      return;
    }
    ring.style.left = `${at.x}px`;
    ring.style.top = `${at.y}px`;
    if (knob) knob.style.transform = `translate(${at.kx}px, ${at.ky}px)`;
  };
}
