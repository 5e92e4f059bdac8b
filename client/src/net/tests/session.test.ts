import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Session } from "../session";
import { type FakeSocket, type FakeWorld, fakeWorld, refusal } from "./fake_world";

const me = { name: "하늘", look: "k0" };
let world: FakeWorld;
let session: Session;

beforeEach(() => {
  vi.useFakeTimers();
  world = fakeWorld(() => performance.now());
  session = newSession("plaza");
});

afterEach(() => {
  session.leave();
  vi.useRealTimers();
});

function newSession(place: string, lang = "ko"): Session {
  return new Session({ place, lang, ticketUrl: "/api/world/ticket", side_m: 320 }, world);
}

function lastSocket(): FakeSocket {
  const socket = world.sockets.at(-1);
  if (!socket) throw new Error("No socket was opened.");
  return socket;
}

/** Everything that is under way right now has happened. */
const settled = () => vi.advanceTimersByTimeAsync(0);

async function enter(): Promise<FakeSocket> {
  const entered = session.enter(me);
  await settled();
  lastSocket().accept();
  lastSocket().welcome();
  expect(await entered).toEqual({ kind: "inside" });
  return lastSocket();
}

describe("entering", () => {
  test("asks for a ticket in the person's name and enters with it", async () => {
    const socket = await enter();
    expect(world.asked).toEqual([{ place: "plaza", ...me }]);
    expect(socket.url).toBe("ws://world.test/world");
    expect(socket.messages("enter")).toEqual([{ type: "enter", ticket: "ticket-1" }]);
    expect(session.id).toBe(17);
    expect(session.state).toEqual({ phase: "inside" });
  });

  test("a name that the web refuses comes back with its field, and no socket is opened", async () => {
    const errors = [{ field: "name", code: "taken", text: "쓸 수 없는 이름입니다." }];
    world.answers.push(refusal(422, errors));
    expect(await session.enter(me)).toEqual({ kind: "fields", errors });
    expect(world.sockets).toEqual([]);
    expect(session.state.phase).toBe("outside");
  });

  test.each([
    [403, "barred"],
    [429, "too_many"],
    [503, "busy"],
  ])("status %i says why not", async (status, code) => {
    world.answers.push(refusal(status, [{ field: "", code: "", text: "" }]));
    expect(await session.enter(me)).toMatchObject({ kind: "refused", code });
  });

  test("somebody inside who takes another name says nothing until the world welcomes them again", async () => {
    const pose = { x: 100, y: 0, z: 120, yaw: 64, gait: 1 };
    await enter();
    const again = session.enter({ name: "바다", look: "k1" });
    await settled();
    lastSocket().accept();
    await vi.advanceTimersByTimeAsync(1500);
    session.move(pose);
    session.watchCrowd(false);
    expect(session.say("안녕하세요")).toBe(false);
    expect(lastSocket().sent).toHaveLength(1);
    lastSocket().welcome(18);
    expect(await again).toEqual({ kind: "inside" });
    session.move(pose);
    expect(lastSocket().sent.length).toBeGreaterThan(1);
  });

  test("a full place is said at the door", async () => {
    const entered = session.enter(me);
    await settled();
    lastSocket().accept();
    lastSocket().drop(4008);
    expect(await entered).toMatchObject({ kind: "refused", code: "full" });
  });

  test("an events-only session has no body and sends no moves", async () => {
    session = newSession("");
    const entered = session.enter(me);
    await settled();
    lastSocket().accept();
    lastSocket().tell({ type: "welcome", id: 0, place: "", tick_hz: 10, limits: {} });
    expect(await entered).toEqual({ kind: "inside" });
    await vi.advanceTimersByTimeAsync(30_000);
    expect(lastSocket().sent.filter((data) => data instanceof ArrayBuffer)).toEqual([]);
    expect(session.state.phase).toBe("inside");
  });
});

describe("coming back", () => {
  test("after a killed world: with the pass, where the person stood, within five seconds", async () => {
    const socket = await enter();
    session.move({ x: 42.5, y: 0, z: 17.25, yaw: 8, gait: 0 });
    socket.drop(1006);
    expect(session.state.phase).toBe("returning");
    const died = performance.now();
    while (performance.now() - died < 2500) {
      await vi.advanceTimersByTimeAsync(50);
      const trying = lastSocket();
      if (trying !== socket && !trying.closed && trying.readyState === 0) trying.drop(1006);
    }
    const tried = world.sockets.length;
    while (world.sockets.length === tried) await vi.advanceTimersByTimeAsync(50);
    lastSocket().accept();
    lastSocket().welcome(3);
    expect(performance.now() - died).toBeLessThan(5000);
    expect(lastSocket().messages("enter")).toEqual([
      { type: "enter", ticket: "pass-1", at: { x: 4250, z: 1725, yaw: 8 } },
    ]);
    expect(session.state).toEqual({ phase: "inside" });
    expect(world.asked).toHaveLength(1);
  });

  test("a pass that is not taken any more is replaced by a new ticket", async () => {
    const socket = await enter();
    socket.drop(1006);
    await vi.advanceTimersByTimeAsync(1000);
    lastSocket().accept();
    lastSocket().drop(4001, "expired");
    await vi.advanceTimersByTimeAsync(2000);
    expect(world.asked).toHaveLength(2);
    expect(lastSocket()).not.toBe(socket);
    lastSocket().accept();
    expect(lastSocket().messages("enter")[0]).toMatchObject({ ticket: "ticket-2" });
  });

  test("without network it goes on trying, and at once when the network is there", async () => {
    const socket = await enter();
    socket.drop(1006);
    await vi.advanceTimersByTimeAsync(60);
    const before = world.sockets.length;
    session.wake();
    expect(world.sockets.length).toBe(before + 1);
  });

  test.each([
    [4003, "removed"],
    [4005, "elsewhere"],
    [4002, "protocol"],
  ])("after %i it stays away and says so", async (code, why) => {
    const socket = await enter();
    socket.drop(code, "because");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(session.state).toMatchObject({ phase: "ended", why, text: "because" });
    expect(world.sockets).toHaveLength(1);
  });

  test("a line that has gone silent counts as lost", async () => {
    await enter();
    await vi.advanceTimersByTimeAsync(11_000);
    expect(world.sockets.length).toBeGreaterThan(1);
  });

  test("a hidden page is not silent, only unwatched", async () => {
    const socket = await enter();
    session.watchCrowd(false);
    expect(socket.messages("view")).toEqual([{ type: "view", crowd: false }]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(world.sockets).toHaveLength(1);
    session.watchCrowd(true);
    expect(socket.messages("view").at(-1)).toEqual({ type: "view", crowd: true });
  });

  test("who has changed the language comes back with a new ticket, where they stood", async () => {
    await enter();
    session.move({ x: 50, y: 0, z: 60, yaw: 128, gait: 0 });
    session.remember();
    const next = newSession("plaza", "en");
    const resumed = next.resume(me);
    await settled();
    lastSocket().accept();
    expect(lastSocket().messages("enter")).toEqual([
      { type: "enter", ticket: "ticket-2", at: { x: 5000, z: 6000, yaw: 128 } },
    ]);
    lastSocket().welcome();
    expect(await resumed).toEqual({ kind: "inside" });
    next.leave();
  });

  test("the next page of this tab resumes with pass and position", async () => {
    await enter();
    session.move({ x: 50, y: 0, z: 60, yaw: 128, gait: 0 });
    session.remember();
    const next = newSession("plaza");
    const resumed = next.resume(me);
    lastSocket().accept();
    expect(lastSocket().messages("enter")).toEqual([
      { type: "enter", ticket: "pass-1", at: { x: 5000, z: 6000, yaw: 128 } },
    ]);
    lastSocket().welcome();
    expect(await resumed).toEqual({ kind: "inside" });
    expect(newSession("elsewhere").resume(me)).toBeNull();
    next.leave();
  });
});

describe("people", () => {
  /** A CROWD frame with these ids, all at the corner. */
  const crowd = (tick: number, ...ids: number[]) => [
    2,
    0,
    tick & 255,
    tick >> 8,
    ...ids.flatMap((id) => [id & 255, id >> 8, 0, 0, 0, 0, 0, 0, 0, 0]),
  ];

  test("strangers of several frames are asked for in one message", async () => {
    const socket = await enter();
    socket.frame(crowd(1, 3, 17));
    socket.frame(crowd(2, 9));
    await vi.advanceTimersByTimeAsync(300);
    expect(socket.messages("who")).toEqual([{ type: "who", ids: [3, 9] }]);
    const told: number[] = [];
    session.on("people", (people) => told.push(...people.map((person) => person.id)));
    socket.tell({ type: "people", people: [{ id: 3, name: "구름", look: "k1", role: "visitor" }] });
    expect(told).toEqual([3]);
    expect(session.neighbours.get(3)?.person?.name).toBe("구름");
  });

  test("who is not named for three seconds is out of sight, and the view is told", async () => {
    const socket = await enter();
    const left: number[] = [];
    session.on("left", (ids) => left.push(...ids));
    socket.frame(crowd(1, 3, 9));
    for (let tick = 2; tick < 45; tick++) {
      await vi.advanceTimersByTimeAsync(100);
      socket.frame(crowd(tick, 9));
    }
    expect(left).toEqual([3]);
  });

  test("the world is told whom one blocks, now and at every later visit", async () => {
    const socket = await enter();
    socket.frame(crowd(1, 3));
    socket.tell({ type: "people", people: [{ id: 3, name: "바람", look: "k2", role: "visitor" }] });
    session.block(3, true);
    expect(session.blocked.has(3)).toBe(true);
    expect(socket.messages("block")).toEqual([{ type: "block", id: 3 }]);
    socket.tell({ type: "blocked", id: 3, key: "k-3" });
    expect(world.blocks.all()).toEqual([{ key: "k-3", name: "바람" }]);
    socket.drop(1012);
    await vi.advanceTimersByTimeAsync(1000);
    lastSocket().accept();
    lastSocket().welcome(4);
    expect(lastSocket().messages("block")).toEqual([{ type: "block", keys: ["k-3"] }]);
    expect(session.blocked.size).toBe(0);
    lastSocket().tell({
      type: "people",
      people: [{ id: 30, name: "돌담", look: "k0", role: "", blocked: true }],
    });
    expect(session.blocked.has(30)).toBe(true);
    const heard: string[] = [];
    session.on("said", (said) => heard.push(said.text));
    lastSocket().tell({ type: "said", n: 2, id: 30, name: "돌담", text: "late" });
    expect(heard).toEqual([]);
    session.block(30, false);
    lastSocket().tell({ type: "unblocked", id: 30, key: "k-3" });
    expect(lastSocket().messages("unblock")).toEqual([{ type: "unblock", id: 30 }]);
    expect(world.blocks.all()).toEqual([]);
  });

  test("somebody who is away can be seen again too", async () => {
    world.blocks.add({ key: "k-9", name: "구름" });
    const socket = await enter();
    socket.frame(crowd(1, 3));
    socket.tell({ type: "people", people: [{ id: 3, name: "구름", look: "", role: "", blocked: true }] });
    session.unblockKey("k-9");
    expect(socket.messages("unblock")).toEqual([{ type: "unblock", keys: ["k-9"] }]);
    socket.frame(crowd(2, 3));
    await vi.advanceTimersByTimeAsync(300);
    socket.tell({ type: "people", people: [{ id: 3, name: "구름", look: "", role: "" }] });
    expect(session.blocked.size).toBe(0);
  });

  test("many blocks are told a hundred at a time", async () => {
    for (let n = 0; n < 250; n++) world.blocks.add({ key: `k${n}`, name: "" });
    const socket = await enter();
    expect(socket.messages("block").map(({ keys }) => (keys as string[]).length)).toEqual([100, 100, 50]);
  });

  test("a report goes to the world and its receipt comes back", async () => {
    const socket = await enter();
    const receipts: string[] = [];
    session.on("reported", (id, number) => receipts.push(`${id} ${number}`));
    session.report(3, "insult", "따라와요");
    expect(socket.messages("report")).toEqual([
      { type: "report", id: 3, reason: "insult", text: "따라와요" },
    ]);
    socket.tell({ type: "reported", id: 3, number: "AAAA-BBBB-CCCC" });
    expect(receipts).toEqual(["3 AAAA-BBBB-CCCC"]);
  });

  test("who is removed learns why, until when, and the number for an appeal", async () => {
    const socket = await enter();
    const removal = { until: "2026-11-23T00:00:00Z", number: "AAAA-BBBB-CCCC" };
    socket.tell({ type: "refused", to: "enter", code: "removed", text: "욕설이나 모욕", ...removal });
    socket.drop(4003, "욕설이나 모욕 (2026-11-23T00:00:00Z)");
    expect(session.state).toEqual({
      phase: "ended",
      why: "removed",
      text: "욕설이나 모욕",
      errors: [],
      removal,
    });
  });

  test("who is refused a ticket learns the same", async () => {
    const more = { until: "2026-11-23T00:00:00Z", number: "AAAA-BBBB-CCCC" };
    world.answers.push(refusal(403, [{ field: "", code: "removed", text: "까지", ...more }]));
    expect(await session.enter(me)).toEqual({ kind: "refused", code: "barred", text: "까지", removal: more });
  });
});

describe("moving and talking", () => {
  test("the first move after the welcome goes at once, the next when it is due", async () => {
    const socket = await enter();
    const moves = () => socket.sent.filter((data) => data instanceof ArrayBuffer).length;
    const before = moves();
    await vi.advanceTimersByTimeAsync(200);
    session.move({ x: 101, y: 0, z: 120, yaw: 64, gait: 1 });
    expect(moves()).toBe(before + 1);
    session.move({ x: 101.01, y: 0, z: 120, yaw: 64, gait: 1 });
    expect(moves()).toBe(before + 1);
  });

  test("somebody who only stands there is still heard once a second", async () => {
    const socket = await enter();
    for (let s = 0; s < 5; s++) {
      await vi.advanceTimersByTimeAsync(1000);
      socket.tell({ type: "left", ids: [] });
    }
    const moves = socket.sent.filter((data) => data instanceof ArrayBuffer).length;
    expect(moves).toBeGreaterThanOrEqual(4);
  });

  test("put moves the person: they come back to there", async () => {
    const socket = await enter();
    const puts: number[] = [];
    session.on("put", (pose) => puts.push(pose.x));
    socket.tell({ type: "put", x: 900, y: 0, z: 800, yaw: 1 });
    socket.drop(1006);
    await vi.advanceTimersByTimeAsync(1000);
    lastSocket().accept();
    expect(puts).toEqual([9]);
    expect(lastSocket().messages("enter")[0]).toMatchObject({ at: { x: 900, z: 800 } });
  });

  test("what cannot be sent is not lost silently", async () => {
    expect(session.say("안녕")).toBe(false);
    const socket = await enter();
    expect(session.say("안녕")).toBe(true);
    expect(socket.messages("say")).toEqual([{ type: "say", text: "안녕" }]);
    socket.drop(1006);
    expect(session.say("안녕")).toBe(false);
  });

  test("a broken frame is reported and the stay goes on", async () => {
    const socket = await enter();
    const complaint = vi.spyOn(console, "error").mockImplementation(() => undefined);
    socket.frame([2, 0, 1]);
    expect(complaint).toHaveBeenCalledOnce();
    expect(session.state.phase).toBe("inside");
    complaint.mockRestore();
  });
});
