/**
 * One person's stay in the world: ticket, socket, coming back by itself after a drop, and everything the world
 * tells on the way. Both views of a place and every plain page that wants doorbells use this and nothing else.
 *
 * A view calls `enter` (or `resume` on load), `move` with its true pose at every frame, and listens.
 */

import { Emitter } from "./emitter";
import { type Ending, type Entry, entryOf, type Removal, type SessionState } from "./entry";
import { FarStore } from "./far";
import { decodeFrame, encodeMove, FAR, FrameError } from "./frames";
import {
  type Doorbell,
  type Found,
  type Limits,
  type Notice,
  type Person,
  type Refusal,
  readMessage,
  type Said,
  type Welcome,
  type WorldMessage,
} from "./messages";
import { Neighbours } from "./neighbours";
import { copyPose, type Pose } from "./pose";
import { MoveSender, SampleClock } from "./reckoning";
import { delay_s, type Loss, lossOf } from "./retry";
import type { StageNow } from "./stage_now";
import type { Identity } from "./stay";
import type { SessionOptions, Surroundings } from "./surroundings";
import { type FieldError, requestTicket, type Ticket, type TicketAnswer } from "./ticket";
import { Timers } from "./timers";

export const SUBPROTOCOL = "madang.world.v1";
const SOCKET_OPEN = 1;

export interface SessionEvents extends Record<string, (...args: never[]) => void> {
  state: (state: SessionState) => void;
  welcome: (welcome: Welcome) => void;
  /** Samples of these people changed (some may be new in sight). */
  crowd: (ids: readonly number[]) => void;
  /** Names and looks arrived. */
  people: (people: readonly Person[]) => void;
  /** Gone from the place, or out of sight. */
  left: (ids: readonly number[]) => void;
  far: (far: FarStore) => void;
  said: (said: Said) => void;
  /** The world has put this person here: stand there. */
  put: (pose: Pose) => void;
  /** The place's document has a new revision. */
  place: (revision: number) => void;
  /** A report of `id` has arrived; the receipt's number tells later what became of it. */
  reported: (id: number, number: string) => void;
  refused: (refusal: Refusal) => void;
  notice: (notice: Notice) => void;
  /** What is on the stage of this place. */
  stage: (stage: StageNow) => void;
  event: (doorbell: Doorbell) => void;
}

const WHO_WAIT_MS = 250;
const SWEEP_MS = 500;
const WELCOME_WAIT_MS = 8000;
const SILENCE_S = 10;
const LINE_LOST = 4900;
const KEYS_AT_ONCE = 100;

export class Session extends Emitter<SessionEvents> {
  state: SessionState = { phase: "outside" };
  /** The own id from the welcome to the end of its socket; before the welcome the world takes nothing else. */
  id: number | null = null;
  limits: Limits = { earshot_m: 20, text_chars: 200 };
  /** The place document's revision, as the world last said. */
  revision = 0;
  readonly neighbours = new Neighbours();
  readonly far: FarStore;
  /** Who this person is here, as asked for; null before the first entry. */
  identity: Identity | null = null;
  /** Ids of people whom this person does not want to see or hear, until they leave. */
  readonly blocked = new Set<number>();

  private lang: string;
  private readonly options: SessionOptions;
  private readonly around: Surroundings;
  private readonly sender = new MoveSender();
  private readonly timers = new Timers();

  private socket: WebSocket | null = null;
  private clock = new SampleClock(10);
  private pose: Pose | null = null;
  private firm: Pose | null = null;
  private wantsWord: ((word: string) => void) | null = null;
  private wantsFound: ((found: Found | null) => void) | null = null;
  private crowdWanted = true;
  private seq = 0;
  private attempt = 0;
  private heard_s = 0;
  private removal: (Removal & { text: string }) | null = null;
  private settle: ((entry: Entry) => void) | null = null;

  constructor(options: SessionOptions, around: Surroundings) {
    super();
    this.options = options;
    this.lang = options.lang;
    this.around = around;
    this.far = new FarStore(options.side_m);
  }

  /** Seconds of the session's clock; `Neighbour.at_s` and `poseAt` are in it. */
  now_s(): number {
    return this.around.now() / 1000;
  }

  /** Enters (or, when inside, comes back as somebody else) with a new ticket. Settles when it is decided. */
  async enter(identity: Identity): Promise<Entry> {
    const before = this.state;
    if (before.phase !== "inside") this.change({ phase: "entering" });
    const answer = await this.ticket(identity);
    if (answer.kind !== "ticket") {
      this.change(before.phase === "inside" ? before : { phase: "outside" });
      return entryOf(answer);
    }
    this.identity = identity;
    this.attempt = 0;
    this.keep(answer.ticket);
    return this.settled(() => this.connect(answer.ticket.url, answer.ticket.ticket));
  }

  /** The person reads `lang` from now on: the world and the next tickets speak it. */
  speak(lang: string): void {
    this.lang = lang;
    this.tell({ type: "lang", lang });
  }

  /** Asks for this place on the first entry; the world gives it where one can stand. `firm`: before any kept one. */
  startAt(pose: Pose, firm = false): void {
    this.pose ??= pose;
    if (firm) this.firm = pose;
  }

  /** Asks for a word that leads a friend here; `got` is called once, if the world gives one. */
  invite(got: (word: string) => void): void {
    this.wantsWord = got;
    this.tell({ type: "invite" });
  }

  /** Asks where the one is who gave this word; `told` is called once: null where nobody is found. */
  find(word: string, told: (found: Found | null) => void): void {
    this.wantsFound = told;
    this.tell({ type: "find", word });
  }

  /**
   * Re-enters where the person stood, with this tab's pass, or with a new ticket when they have changed the
   * language; null when there is no pass for this place.
   */
  resume(identity: Identity): Promise<Entry> | null {
    const pass = this.around.stay.pass();
    if (pass?.place !== this.options.place) return null;
    this.identity = identity;
    this.pose = this.firm ?? this.around.stay.pose(this.options.place) ?? this.pose;
    if (pass.lang !== this.lang) return this.enter(identity);
    this.change({ phase: "entering" });
    return this.settled(() => this.connect(pass.url, pass.pass));
  }

  /**
   * Goes on as `identity` in this place, coming from another one in this tab; null when there was none. Who comes
   * back without having asked for a spot stands where they last stood here.
   */
  arrive(identity: Identity): Promise<Entry> | null {
    const from = this.around.stay.pass()?.place;
    if (!from || from === this.options.place) return null;
    this.pose ??= this.around.stay.pose(this.options.place);
    return this.enter(identity);
  }

  /** Leaves for good: closes the socket and drops the pass. */
  leave(): void {
    this.around.stay.keepPass(null);
    this.drop();
    this.settleWith({ kind: "refused", code: "offline", text: "" });
    this.change({ phase: "outside" });
  }

  /** The own true pose (metres) at this moment; call it at every frame, it is sent when the protocol wants. */
  move(pose: Pose): void {
    this.pose = copyPose(pose);
    if (this.id === null || !this.sender.due(pose, this.now_s())) return;
    this.send(encodeMove(this.seq++, pose, this.around.now()));
  }

  /** False when nobody can hear it now. A refusal comes as `refused` with `to: "say"`. */
  say(text: string): boolean {
    return this.tell({ type: "say", text });
  }

  /** No longer see and hear this person, or again; the world keeps what they say away. */
  block(id: number, blocked: boolean): void {
    if (blocked) this.blocked.add(id);
    else this.blocked.delete(id);
    this.tell({ type: blocked ? "block" : "unblock", id });
  }

  /** See and hear somebody again who may not be here now. */
  unblockKey(key: string): void {
    this.around.blocks.remove(key);
    this.tell({ type: "unblock", keys: [key] });
    this.neighbours.askAgain();
  }

  /** Tells the city's moderators about somebody; `reported` or `refused` (to: "report") follows. */
  report(id: number, reason: string, text: string): boolean {
    return this.tell({ type: "report", id, reason, text });
  }

  /** False while the page is hidden: the world then sends no CROWD. */
  watchCrowd(wanted: boolean): void {
    this.crowdWanted = wanted;
    this.heard_s = this.now_s();
    this.tell({ type: "view", crowd: wanted });
    if (wanted) this.wake();
  }

  /** Tries to come back at once: the network is there again, or the person has asked for it. */
  wake(): void {
    if (this.state.phase === "returning" && this.timers.has("retry")) this.comeBack();
  }

  /** Keeps pass and position for the next page of this tab. */
  remember(): void {
    if (this.pose && this.id !== null) this.around.stay.keepPose(this.options.place, this.pose);
  }

  private keep(ticket: Ticket): void {
    this.around.stay.keepPass({ ...ticket, place: this.options.place, lang: this.lang });
  }

  private settled(begin: () => void): Promise<Entry> {
    return new Promise((resolve) => {
      this.settle = resolve;
      begin();
    });
  }

  private settleWith(entry: Entry): void {
    this.settle?.(entry);
    this.settle = null;
  }

  private ticket(identity: Identity): Promise<TicketAnswer> {
    const { place, ticketUrl } = this.options;
    return requestTicket(this.around.fetch, ticketUrl, { place, ...identity }, this.lang);
  }

  private connect(url: string, token: string): void {
    this.drop();
    const socket = this.around.openSocket(url, SUBPROTOCOL);
    socket.binaryType = "arraybuffer";
    this.socket = socket;
    socket.onopen = () => socket.send(JSON.stringify(this.enterMessage(token)));
    socket.onmessage = (event: MessageEvent<string | ArrayBuffer>) => this.receive(event.data);
    socket.onclose = (event) => this.lost(event.code, event.reason);
    this.timers.after("welcome", WELCOME_WAIT_MS, () => this.lost(LINE_LOST, ""));
  }

  private enterMessage(token: string): object {
    const message = { type: "enter", ticket: token };
    if (!this.pose) return message;
    const { x, z, yaw } = this.pose;
    const at = { x: Math.round(x * 100), z: Math.round(z * 100), yaw: Math.round(yaw) & 255 };
    return { ...message, at };
  }

  private receive(data: string | ArrayBuffer): void {
    this.heard_s = this.now_s();
    if (typeof data === "string") {
      const message = readMessage(data);
      if (message) this.obey(message);
      return;
    }
    try {
      this.takeFrame(data);
    } catch (error) {
      if (!(error instanceof FrameError)) throw error;
      console.error(error.message);
    }
  }

  private takeFrame(data: ArrayBuffer): void {
    const frame = decodeFrame(data);
    if (frame === null) return;
    const now_s = this.now_s();
    if (frame.kind === FAR) {
      this.far.apply(frame, now_s);
      this.emit("far", this.far);
      return;
    }
    const changed = this.neighbours.apply(frame, this.clock.timeOf(frame.tick, now_s), now_s, this.id);
    if (!this.timers.has("who")) this.timers.after("who", WHO_WAIT_MS, () => this.askWho());
    if (changed.length > 0) this.emit("crowd", changed);
  }

  private obey(message: WorldMessage): void {
    switch (message.type) {
      case "welcome":
        this.begin(message.welcome);
        break;
      case "people":
        this.meet(message.people);
        break;
      case "left":
        this.forgetLeft(message.ids);
        this.emit("left", message.ids);
        break;
      case "said":
        if (!this.blocked.has(message.said.id)) this.emit("said", message.said);
        break;
      case "put":
        this.pose = message.pose;
        this.sender.reset();
        this.emit("put", message.pose);
        break;
      case "place":
        this.revision = message.revision;
        this.emit("place", message.revision);
        break;
      case "notice":
        this.emit("notice", message.notice);
        break;
      case "stage":
        this.emit("stage", message.stage);
        break;
      case "event":
        this.emit("event", message.doorbell);
        break;
      case "blocked":
        this.blocked.add(message.id);
        this.around.blocks.add({ key: message.key, name: this.neighbours.person(message.id)?.name ?? "" });
        break;
      case "unblocked":
        this.blocked.delete(message.id);
        this.around.blocks.remove(message.key);
        break;
      case "reported":
        this.emit("reported", message.id, message.number);
        break;
      case "invited":
        this.wantsWord?.(message.word);
        this.wantsWord = null;
        break;
      case "found":
        this.wantsFound?.(message.found);
        this.wantsFound = null;
        break;
      case "refused":
        this.refused(message.refusal);
        break;
    }
  }

  private refused(refusal: Refusal): void {
    const { text, until, number } = refusal;
    if (refusal.to === "find") {
      this.wantsFound?.(null);
      this.wantsFound = null;
    }
    if (refusal.code === "removed") this.removal = { text, until, number };
    this.emit("refused", refusal);
  }

  /** Tells the world, a hundred at a time, whom this browser blocks from earlier visits. */
  private tellBlocks(): void {
    const keys = this.around.blocks.all().map((person) => person.key);
    for (let at = 0; at < keys.length; at += KEYS_AT_ONCE) {
      this.tell({ type: "block", keys: keys.slice(at, at + KEYS_AT_ONCE) });
    }
  }

  private meet(people: readonly Person[]): void {
    this.neighbours.name(people, this.now_s());
    for (const { id, blocked } of people) {
      if (blocked) this.blocked.add(id);
      else this.blocked.delete(id);
    }
    this.emit("people", people);
  }

  private forgetLeft(ids: readonly number[]): void {
    this.neighbours.remove(ids);
    this.far.remove(ids);
    for (const id of ids) this.blocked.delete(id);
  }

  private begin(welcome: Welcome): void {
    this.timers.stop("welcome");
    this.id = welcome.id;
    this.limits = welcome.limits;
    this.revision = welcome.revision;
    this.clock = new SampleClock(welcome.tick_hz);
    this.pose = this.options.place === "" ? null : welcome.spawn;
    this.attempt = 0;
    this.sender.reset();
    this.neighbours.clear();
    this.far.clear();
    this.blocked.clear();
    this.removal = null;
    this.tellBlocks();
    if (!this.crowdWanted) this.tell({ type: "view", crowd: false });
    this.sweep();
    this.emit("welcome", welcome);
    this.change({ phase: "inside" });
    this.settleWith({ kind: "inside" });
  }

  private askWho(): void {
    const ids = this.neighbours.takeWanted(this.now_s());
    if (ids.length > 0) this.tell({ type: "who", ids });
  }

  private sweep(): void {
    const now_s = this.now_s();
    const gone = this.crowdWanted ? this.neighbours.forget(now_s) : [];
    if (gone.length > 0) this.emit("left", gone);
    this.far.forget(now_s);
    if (this.pose && this.options.place) this.move(this.pose);
    const silent = this.options.place !== "" && this.crowdWanted && now_s - this.heard_s > SILENCE_S;
    if (silent) this.lost(LINE_LOST, "");
    else this.timers.after("sweep", SWEEP_MS, () => this.sweep());
  }

  private lost(code: number, reason: string): void {
    const entering = this.state.phase === "entering";
    this.drop();
    const loss = lossOf(code);
    if (loss !== "line" && loss !== "full" && loss !== "busy") this.around.stay.keepPass(null);
    if (loss === "removed" || loss === "protocol" || loss === "elsewhere") {
      this.end(loss, this.removal?.text ?? reason, [], this.removal ?? undefined);
    } else if (entering && (loss === "full" || loss === "busy")) {
      this.change({ phase: "outside" });
      this.settleWith({ kind: "refused", code: loss === "full" ? "full" : "too_many", text: "" });
    } else {
      this.retry(loss, 0);
    }
  }

  private retry(why: Loss | "offline", least_s: number): void {
    const loss = why === "offline" ? "line" : why;
    const wait_s = Math.max(least_s, delay_s(this.attempt, loss, this.around.random()));
    this.attempt += 1;
    this.change({ phase: "returning", why, attempt: this.attempt });
    this.timers.after("retry", wait_s * 1000, () => this.comeBack());
  }

  private comeBack(): void {
    this.timers.stop("retry");
    const pass = this.around.stay.pass();
    if (pass?.place === this.options.place) this.connect(pass.url, pass.pass);
    else if (this.identity) void this.comeBackAsNew(this.identity);
  }

  private async comeBackAsNew(identity: Identity): Promise<void> {
    const answer = await this.ticket(identity);
    if (this.state.phase !== "returning") return;
    if (answer.kind === "ticket") {
      this.keep(answer.ticket);
      this.connect(answer.ticket.url, answer.ticket.ticket);
    } else if (answer.kind === "fields") {
      this.end("fields", "", answer.errors);
    } else if (answer.kind === "barred") {
      this.end("barred", answer.text, [], answer.removal);
    } else {
      this.retry(answer.code === "offline" ? "offline" : "line", answer.retry_s);
    }
  }

  private end(why: Ending | "fields", text: string, errors: FieldError[], removal?: Removal): void {
    const more = removal ? { removal: { until: removal.until, number: removal.number } } : {};
    this.change({ phase: "ended", why, text, errors, ...more });
    this.settleWith(
      why === "fields" ? { kind: "fields", errors } : { kind: "refused", code: why, text, ...more },
    );
  }

  private drop(): void {
    this.timers.stopAll();
    this.id = null;
    const socket = this.socket;
    this.socket = null;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  private change(state: SessionState): void {
    this.state = state;
    this.emit("state", state);
  }

  private tell(message: object): boolean {
    return this.id === null ? false : this.send(JSON.stringify(message));
  }

  private send(data: string | ArrayBuffer): boolean {
    if (this.socket?.readyState !== SOCKET_OPEN) return false;
    this.socket.send(data);
    return true;
  }
}
