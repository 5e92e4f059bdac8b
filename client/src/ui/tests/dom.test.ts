import { afterEach, expect, test, vi } from "vitest";
import { element } from "../dom";

afterEach(() => vi.unstubAllGlobals());

test("aria attributes are written as words: an empty aria-hidden hides nothing from a screen reader", () => {
  const written = new Map<string, string>();
  const made = { setAttribute: (name: string, text: string) => written.set(name, text), append: () => {} };
  vi.stubGlobal("document", { createElement: () => made });
  element("div", { "aria-hidden": true, "aria-pressed": false, hidden: true, disabled: false, id: null });
  expect([...written]).toEqual([
    ["aria-hidden", "true"],
    ["aria-pressed", "false"],
    ["hidden", ""],
  ]);
});
