/** The test vectors that Python and TypeScript share: madang/protocol/vectors.json. */

import { readFileSync } from "node:fs";

export interface WirePose {
  x: number;
  y: number;
  z: number;
  yaw: number;
  gait: number;
}

interface Vectors {
  move: { hex: string; value: WirePose & { seq: number; client_ms: number } }[];
  crowd: { hex: string; value: { tick: number; more: boolean; people: (WirePose & { id: number })[] } }[];
  crowd_errors: string[];
  far: { hex: string; value: { total: number; people: { id: number; x: number; z: number }[] } }[];
  far_errors: string[];
  position: { metres: number; cm: number }[];
  yaw: { radians: number; byte: number }[];
  look: { text: string; look: Record<string, number>; canonical: string }[];
}

const PATH = new URL("../../../../madang/protocol/vectors.json", import.meta.url);

export const vectors = JSON.parse(readFileSync(PATH, "utf8")) as Vectors;

export function bytesOf(hex: string): ArrayBuffer {
  const bytes = new Uint8Array(hex.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  return bytes.buffer;
}

export function hexOf(buffer: ArrayBuffer): string {
  return [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
