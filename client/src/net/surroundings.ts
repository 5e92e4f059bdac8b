/** What a session needs from the browser around it, given in so that tests can give their own. */

import { type BlockStore, browserBlocks } from "./blocks";
import { type Stay, tabStay } from "./stay";

export interface Surroundings {
  openSocket: (url: string, protocol: string) => WebSocket;
  fetch: typeof fetch;
  /** Milliseconds that only go forward. */
  now: () => number;
  random: () => number;
  /** Remembers pass and position over a reload or a change of view. */
  stay: Stay;
  /** Remembers over visits whom this person blocks. */
  blocks: BlockStore;
}

export interface SessionOptions {
  /** Empty: events only, no avatar. */
  place: string;
  lang: string;
  ticketUrl: string;
  side_m: number;
}

/** The surroundings of a browser tab. */
export function browserSurroundings(): Surroundings {
  return {
    openSocket: (url, protocol) => new WebSocket(url, protocol),
    fetch: (input, init) => fetch(input, init),
    now: () => performance.now(),
    random: Math.random,
    stay: tabStay(),
    blocks: browserBlocks(),
  };
}
