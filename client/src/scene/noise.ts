/** Tileable value noise, made once for the clouds: no picture has to be downloaded for the sky. */

const OCTAVES: readonly (readonly [cells: number, weight: number])[] = [
  [4, 0.42],
  [8, 0.27],
  [16, 0.16],
  [32, 0.1],
  [64, 0.05],
];

function lattice(x: number, y: number, cells: number): number {
  const wrappedX = ((x % cells) + cells) % cells;
  const wrappedY = ((y % cells) + cells) % cells;
  const s = Math.sin(wrappedX * 41.3 + wrappedY * 289.1 + cells) * 43758.5453;
  return s - Math.floor(s);
}

const smooth = (t: number): number => t * t * (3 - 2 * t);

/** One octave of value noise at u, v in 0..1; repeats with period 1. */
function octave(u: number, v: number, cells: number): number {
  const x = u * cells;
  const y = v * cells;
  const i = Math.floor(x);
  const j = Math.floor(y);
  const f = smooth(x - i);
  const g = smooth(y - j);
  const low = lattice(i, j, cells) * (1 - f) + lattice(i + 1, j, cells) * f;
  const high = lattice(i, j + 1, cells) * (1 - f) + lattice(i + 1, j + 1, cells) * f;
  return low * (1 - g) + high * g;
}

/** `size`² bytes of fractal noise, row-major, seamless in both directions. */
export function cloudNoise(size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size * size);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      let value = 0;
      for (const [cells, weight] of OCTAVES) value += weight * octave(x / size, y / size, cells);
      bytes[y * size + x] = Math.round(value * 255);
    }
  }
  return bytes;
}
