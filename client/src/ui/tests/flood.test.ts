import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Flood } from "../flood";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function listen() {
  const heard: (boolean | string)[] = [];
  const flood = new Flood({
    live: (live) => heard.push(live),
    summary: (lines, seconds) => heard.push(`${lines} in ${seconds} s`),
  });
  const talk = (lines: number, every_ms: number) => {
    for (let n = 0; n < lines; n++) {
      flood.line(Date.now());
      vi.advanceTimersByTime(every_ms);
    }
  };
  return { heard, flood, talk };
}

test("talk of a line a second is read line by line", () => {
  const { heard, flood, talk } = listen();
  talk(60, 1000);
  expect(heard).toEqual([]);
  expect(flood.isFlooded).toBe(false);
});

test("96 lines in 17 seconds are 5 lines and two summaries, and then every line is read again", () => {
  const { heard, flood, talk } = listen();
  talk(96, 177);
  expect(heard).toEqual([false, "57 in 10 s"]);
  expect(flood.isFlooded).toBe(true);
  vi.advanceTimersByTime(30_000);
  expect(heard).toEqual([false, "57 in 10 s", "34 in 10 s", true]);
  expect(flood.isFlooded).toBe(false);
});

test("a calm after the flood is heard at once, and a second flood is one again", () => {
  const { heard, talk } = listen();
  talk(6, 10);
  vi.advanceTimersByTime(20_000);
  expect(heard).toEqual([false, "1 in 10 s", true]);
  talk(6, 10);
  expect(heard.at(-1)).toBe(false);
});
