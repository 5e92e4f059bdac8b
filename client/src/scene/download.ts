/** Downloads with progress that is counted, not guessed: bytes arrived of bytes announced. */

export interface Progress {
  readonly loaded: number;
  /** 0 while no size is known. */
  readonly total: number;
}

export type OnProgress = (progress: Progress) => void;

/** A GLB begins with this word; the third word is its length in bytes (glTF 2.0, 4.4.2). */
const GLB_MAGIC = 0x46546c67;
const GLB_HEAD_BYTES = 12;

/**
 * The bytes of the GLB at `url`. Its head tells how many will come, which a compressed answer does not.
 * Throws with the address and status when the answer is not a success.
 */
export async function download(url: string, onProgress: OnProgress): Promise<ArrayBuffer> {
  const answer = await fetch(url);
  if (!answer.ok || !answer.body) {
    throw new Error(`Could not load ${url}: the server answered ${answer.status}. Reload the page.`);
  }
  const parts: Uint8Array[] = [];
  let loaded = 0;
  let total = 0;
  const reader = answer.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    loaded += value.byteLength;
    total ||= lengthOf(parts, loaded);
    onProgress({ loaded, total });
  }
  return joined(parts, loaded);
}

function lengthOf(parts: readonly Uint8Array[], loaded: number): number {
  if (loaded < GLB_HEAD_BYTES) return 0;
  const head = new DataView(joined(parts, loaded), 0, GLB_HEAD_BYTES);
  return head.getUint32(0, true) === GLB_MAGIC ? head.getUint32(8, true) : 0;
}

function joined(parts: readonly Uint8Array[], length: number): ArrayBuffer {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.byteLength;
  }
  return bytes.buffer;
}

/** Sums several downloads into one fraction 0..1, weighted by size; unknown sizes count as nothing yet. */
export function combinedProgress(
  count: number,
  report: (fraction: number, loaded_bytes: number) => void,
): OnProgress[] {
  const states: Progress[] = Array.from({ length: count }, () => ({ loaded: 0, total: 0 }));
  return states.map((_, index) => (progress) => {
    states[index] = progress;
    const loaded = states.reduce((sum, s) => sum + s.loaded, 0);
    const total = states.reduce((sum, s) => sum + s.total, 0);
    const known = states.every((s) => s.total > 0);
    report(known ? loaded / total : 0, loaded);
  });
}
