/** A web that gives tickets and a world that sockets reach, for tests of the session. */

import { browserBlocks } from "../blocks";
import type { Pass, Stay } from "../stay";
import type { Surroundings } from "../surroundings";

export class FakeSocket {
  readyState = 0;
  binaryType = "blob";
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string | ArrayBuffer }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  readonly sent: (string | ArrayBuffer)[] = [];
  closed = false;
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  send(data: string | ArrayBuffer): void {
    this.sent.push(data);
  }

  close(): void {
    this.closed = true;
    this.readyState = 3;
  }

  /** The world accepts the connection. */
  accept(): void {
    this.readyState = 1;
    this.onopen?.();
  }

  tell(message: object): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }

  frame(bytes: number[]): void {
    this.onmessage?.({ data: new Uint8Array(bytes).buffer });
  }

  /** The line breaks, or the world closes it. */
  drop(code: number, reason = ""): void {
    this.readyState = 3;
    this.onclose?.({ code, reason });
  }

  welcome(id = 17, spawn = { x: 10_000, y: 0, z: 12_000, yaw: 64 }): void {
    this.tell({ type: "welcome", id, place: "plaza", revision: 1, tick_hz: 10, spawn, limits: {} });
  }

  /** The JSON messages sent of this type. */
  messages(type: string): Record<string, unknown>[] {
    return this.sent
      .filter((data) => typeof data === "string")
      .map((text) => JSON.parse(text) as Record<string, unknown>)
      .filter((message) => message.type === type);
  }
}

export interface FakeWorld extends Surroundings {
  sockets: FakeSocket[];
  /** Answers of the web to the next ticket requests; a ticket when there is none left. */
  answers: Response[];
  asked: Record<string, unknown>[];
}

export function fakeWorld(now: () => number): FakeWorld {
  const world: FakeWorld = {
    sockets: [],
    answers: [],
    asked: [],
    now,
    random: () => 0.5,
    stay: fakeStay(),
    blocks: browserBlocks(() => {
      throw new Error("This browser keeps nothing.");
    }),
    openSocket: (url) => {
      const socket = new FakeSocket(url);
      world.sockets.push(socket);
      return socket as unknown as WebSocket;
    },
    fetch: async (_url, init) => {
      world.asked.push(JSON.parse(String(init?.body)) as Record<string, unknown>);
      return world.answers.shift() ?? ticketAnswer(world.asked.length);
    },
  };
  return world;
}

export function ticketAnswer(n: number): Response {
  const body = { ticket: `ticket-${n}`, pass: `pass-${n}`, url: "ws://world.test/world", expires_in: 60 };
  return new Response(JSON.stringify(body), { status: 201 });
}

export function refusal(status: number, detail: object[], headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify({ detail }), { status, headers });
}

function fakeStay(): Stay {
  let pass: Pass | null = null;
  const poses = new Map<string, { x: number; y: number; z: number; yaw: number; gait: number }>();
  return {
    pass: () => pass,
    keepPass: (kept) => {
      pass = kept;
    },
    pose: (place) => poses.get(place) ?? null,
    keepPose: (place, pose) => void poses.set(place, pose),
  };
}
