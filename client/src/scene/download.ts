/** Downloads with progress that is counted, not guessed: bytes arrived of bytes announced. */

export interface Progress {
  readonly loaded: number;
  /** 0 while no size is known. */
  readonly total: number;
}

export type OnProgress = (progress: Progress) => void;

/**
 * The bytes at `url`. `expected_bytes` is the size after decompression, where known: a compressed answer
 * announces only its compressed length, which the stream of decoded bytes would overrun.
 * Throws with the address and status when the answer is not a success.
 */
export async function download(
  url: string,
  expected_bytes: number,
  onProgress: OnProgress,
): Promise<ArrayBuffer> {
  const answer = await fetch(url);
  if (!answer.ok || !answer.body) {
    throw new Error(`Could not load ${url}: the server answered ${answer.status}. Reload the page.`);
  }
  const announced = answer.headers.get("content-encoding")
    ? 0
    : Number(answer.headers.get("content-length") ?? 0);
  const total = expected_bytes || announced;
  const parts: Uint8Array[] = [];
  let loaded = 0;
  const reader = answer.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    loaded += value.byteLength;
    onProgress({ loaded, total: Math.max(total, total && loaded) });
  }
  onProgress({ loaded, total: loaded });
  return joined(parts, loaded);
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
