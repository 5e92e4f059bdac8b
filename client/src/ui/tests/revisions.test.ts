import { expect, test } from "vitest";
import type { PlaceConfig, PlaceDocument } from "../config";
import { Revisions } from "../revisions";

const at = (revision: number) => ({ revision, objects: [] }) as unknown as PlaceDocument;

/** A square whose web answers these documents, one after another; the last one for ever. */
function square(answers: (PlaceDocument | null)[], draft = false) {
  const config = { document: at(1), urls: { document: "/d" }, draft } as unknown as PlaceConfig;
  const heard = new Map<string, (revision: number) => void>();
  const log: string[] = [];
  let now = 0;
  const session = {
    revision: 1,
    on: (name: string, listener: (revision: number) => void) => heard.set(name, listener),
  };
  const revisions = new Revisions(session as never, config, {
    fetch: async () => {
      log.push("fetch");
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      if (!answer) throw new Error("away");
      return answer;
    },
    wait: async () => undefined,
    now_ms: () => now,
    say: () => log.push("said"),
    failed: () => log.push("failed"),
  });
  revisions.onDocument(() => log.push(`drawn ${config.document.revision}`));
  const settle = () => new Promise((done) => setTimeout(done));
  return { heard, log, config, settle, later: (ms: number) => (now += ms) };
}

test("a new revision is fetched, drawn and said once", async () => {
  const { heard, log, settle, later } = square([at(2), at(3), at(4)]);
  heard.get("place")?.(2);
  await settle();
  heard.get("place")?.(3);
  await settle();
  expect(log).toEqual(["fetch", "drawn 2", "said", "fetch", "drawn 3"]);
  later(20_000);
  heard.get("place")?.(4);
  await settle();
  expect(log.slice(-3)).toEqual(["fetch", "drawn 4", "said"]);
});

test("what came meanwhile is fetched too, and what is known already is not", async () => {
  const { heard, log, settle } = square([at(2), at(3)]);
  heard.get("place")?.(2);
  heard.get("place")?.(3);
  heard.get("place")?.(2);
  await settle();
  expect(log).toEqual(["fetch", "drawn 2", "said", "fetch", "drawn 3"]);
});

test("a web that is behind or away is asked again, and at last people are told to reload", async () => {
  const behind = square([at(1), null, at(2)]);
  behind.heard.get("place")?.(2);
  await behind.settle();
  expect(behind.log).toEqual(["fetch", "fetch", "fetch", "drawn 2", "said"]);
  const away = square([null]);
  away.heard.get("place")?.(2);
  await away.settle();
  expect(away.log).toEqual([...Array(5).fill("fetch"), "failed"]);
});

test("a draft stays as it is", () => {
  expect(square([at(2)], true).heard.size).toBe(0);
});
