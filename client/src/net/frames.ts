/** The binary frames of `madang.world.v1` (docs/protocol.md): MOVE out, CROWD and FAR in. */

import type { Pose } from "./pose";

export const MOVE = 1;
export const CROWD = 2;
export const FAR = 3;

const MOVE_BYTES = 16;
const HEAD_BYTES = 4;
const CROWD_ROW_BYTES = 10;
const FAR_ROW_BYTES = 4;
const CROWD_MAX = 64;
export const FAR_MAX = 512;

/** One person of a CROWD frame, positions in metres. */
export interface CrowdRow extends Pose {
  id: number;
}

export interface CrowdFrame {
  kind: typeof CROWD;
  /** Some people were left out because the crowd is larger. */
  more: boolean;
  /** The world's tick, modulo 65,536. */
  tick: number;
  rows: CrowdRow[];
}

export interface FarRow {
  id: number;
  /** Centre of the square of 1/256 of the place's side, as a fraction 0–1 of the side. */
  x: number;
  z: number;
}

export interface FarFrame {
  kind: typeof FAR;
  more: boolean;
  /** People in the whole place. */
  total: number;
  rows: FarRow[];
}

export class FrameError extends Error {
  override name = "FrameError";
}

/** 16 bytes for one MOVE. `pose` in metres; values outside the wire's range are clamped to it. */
export function encodeMove(seq: number, pose: Pose, clientMs: number): ArrayBuffer {
  const buffer = new ArrayBuffer(MOVE_BYTES);
  const view = new DataView(buffer);
  view.setUint8(0, MOVE);
  view.setUint8(1, 0);
  view.setUint16(2, seq & 0xffff, true);
  view.setUint16(4, centimetres(pose.x), true);
  view.setUint16(6, centimetres(pose.y), true);
  view.setUint16(8, centimetres(pose.z), true);
  view.setUint8(10, Math.round(pose.yaw) & 0xff);
  view.setUint8(11, pose.gait & 0xff);
  view.setUint32(12, Math.floor(clientMs) >>> 0, true);
  return buffer;
}

/** A CROWD or FAR frame; null for a kind this client does not know. Throws FrameError on a wrong length. */
export function decodeFrame(data: ArrayBuffer): CrowdFrame | FarFrame | null {
  const view = new DataView(data);
  if (view.byteLength < HEAD_BYTES) {
    throw new FrameError(`Frame of ${view.byteLength} bytes refused: a head has ${HEAD_BYTES}.`);
  }
  const kind = view.getUint8(0);
  if (kind === CROWD) return decodeCrowd(view);
  if (kind === FAR) return decodeFar(view);
  return null;
}

function decodeCrowd(view: DataView): CrowdFrame {
  const count = rowCount(view, CROWD_ROW_BYTES, CROWD_MAX);
  const rows: CrowdRow[] = new Array(count);
  for (let i = 0, at = HEAD_BYTES; i < count; i++, at += CROWD_ROW_BYTES) {
    rows[i] = {
      id: view.getUint16(at, true),
      x: view.getUint16(at + 2, true) / 100,
      y: view.getUint16(at + 4, true) / 100,
      z: view.getUint16(at + 6, true) / 100,
      yaw: view.getUint8(at + 8),
      gait: view.getUint8(at + 9),
    };
  }
  return { kind: CROWD, more: (view.getUint8(1) & 1) === 1, tick: view.getUint16(2, true), rows };
}

function decodeFar(view: DataView): FarFrame {
  const count = rowCount(view, FAR_ROW_BYTES, FAR_MAX);
  const rows: FarRow[] = new Array(count);
  for (let i = 0, at = HEAD_BYTES; i < count; i++, at += FAR_ROW_BYTES) {
    rows[i] = {
      id: view.getUint16(at, true),
      x: (view.getUint8(at + 2) + 0.5) / 256,
      z: (view.getUint8(at + 3) + 0.5) / 256,
    };
  }
  return { kind: FAR, more: (view.getUint8(1) & 1) === 1, total: view.getUint16(2, true), rows };
}

function rowCount(view: DataView, rowBytes: number, limit: number): number {
  const count = (view.byteLength - HEAD_BYTES) / rowBytes;
  if (!Number.isInteger(count) || count > limit) {
    throw new FrameError(
      `Frame of kind ${view.getUint8(0)} with ${view.byteLength} bytes refused: ` +
        `not ${HEAD_BYTES} + ${rowBytes}·n bytes with n up to ${limit}.`,
    );
  }
  return count;
}

function centimetres(metres: number): number {
  return Math.min(65535, Math.max(0, Math.round(metres * 100)));
}
