/** The catalogues are whole: the same keys and slots in both languages, and no visible Korean in the code. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import en from "../en.json";
import ko from "../ko.json";

type Entry = string | { one: string; other: string };
const catalogues: Record<string, Record<string, Entry>> = { ko, en };
const source = fileURLToPath(new URL("../..", import.meta.url));

const slots = (entry: Entry) => {
  const text = typeof entry === "string" ? entry : entry.other;
  return [...text.matchAll(/\{(\w+)/g)].map((match) => match[1]).sort();
};

test("both languages have the same keys, in order", () => {
  expect(Object.keys(ko)).toEqual(Object.keys(en));
  expect(Object.keys(en)).toEqual([...Object.keys(en)].sort());
});

test.each(Object.keys(en))("%s is said in both languages with the same values", (key) => {
  expect(new Set(slots(catalogues.ko[key]))).toEqual(new Set(slots(catalogues.en[key])));
  for (const catalogue of Object.values(catalogues)) {
    const entry = catalogue[key];
    for (const text of typeof entry === "string" ? [entry] : Object.values(entry))
      expect(text.trim()).not.toBe("");
  }
});

test("no Korean stands outside the catalogue", () => {
  const files = readdirSync(source, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .filter((file) => !file.includes("tests"));
  expect(files.length).toBeGreaterThan(30);
  for (const file of files) {
    expect({
      file,
      hangul: /[\u1100-\u11ff\uac00-\ud7a3]/.exec(readFileSync(join(source, file), "utf8")),
    }).toEqual({
      file,
      hangul: null,
    });
  }
});

test("every key that the code says is in the catalogue, and none is left over", () => {
  const code = readdirSync(source, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.includes("tests"))
    .map((file) => readFileSync(join(source, file), "utf8"))
    .join("\n");
  const computed = /^(colour|compass|enter\.refused|event|line|look|map\.why|role|scene)\./;
  const unused = Object.keys(en).filter((key) => !computed.test(key) && !code.includes(`"${key}"`));
  expect(unused).toEqual([]);
});
