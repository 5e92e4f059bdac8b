import { afterEach, expect, test, vi } from "vitest";
import type { Session } from "../../net/session";
import type { Chat } from "../chat";
import { answerDoorbells } from "../doorbell";
import { Texts } from "../texts";

afterEach(() => vi.unstubAllGlobals());

const answer = (...ns: number[]) =>
  new Response(JSON.stringify({ events: ns.map((n) => ({ n, kind: "x", link: "" })), next: 0 }));

function doorbell(fetched: (url: string) => Promise<Response>) {
  let ring: (bell: { n: number }) => void = () => {};
  const session = { on: (_kind: string, heard: typeof ring) => (ring = heard) } as unknown as Session;
  const news: string[] = [];
  const chat = { addNews: (text: string) => news.push(text) } as unknown as Chat;
  vi.stubGlobal("fetch", vi.fn(fetched));
  answerDoorbells(session, chat, new Texts("en"), "/events");
  return { ring: (n: number) => ring({ n }), news };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

test("a bell that rings while the answer is on its way is answered too", async () => {
  let answerFirst: (response: Response) => void = () => {};
  const answers = [new Promise<Response>((resolve) => (answerFirst = resolve)), Promise.resolve(answer(8))];
  const { ring, news } = doorbell(() => answers.shift() ?? Promise.reject(new Error("asked too often")));
  ring(7);
  ring(8);
  answerFirst(answer(7));
  await settled();
  expect(news).toHaveLength(2);
  expect(vi.mocked(fetch).mock.calls.map(([url]) => url)).toEqual(["/events?after=6", "/events?after=7"]);
});

test("what the city says about it is told, with the way to it", async () => {
  const event = { n: 3, kind: "errand_finished", link: "/ko/errands/", title: "분실물 문의" };
  const { ring, news } = doorbell(() => Promise.resolve(new Response(JSON.stringify({ events: [event] }))));
  ring(3);
  await settled();
  expect(news).toEqual(["분실물 문의"]);
});

test("without an answer it asks once, and again at the next bell", async () => {
  const { ring, news } = doorbell(() => Promise.reject(new Error("offline")));
  ring(7);
  await settled();
  ring(8);
  await settled();
  expect(fetch).toHaveBeenCalledTimes(2);
  expect(news).toEqual([]);
});
