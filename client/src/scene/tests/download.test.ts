import { afterEach, describe, expect, it, vi } from "vitest";
import { combinedProgress, download } from "../download";

afterEach(() => vi.unstubAllGlobals());

const glb = (length: number) => {
  const bytes = new Uint8Array(length);
  new DataView(bytes.buffer).setUint32(0, 0x46546c67, true);
  new DataView(bytes.buffer).setUint32(8, length, true);
  return bytes;
};

describe("download", () => {
  it("glb_tells_its_own_size_though_the_answer_is_compressed", async () => {
    vi.stubGlobal("fetch", async () => new Response(glb(5000), { headers: { "content-encoding": "br" } }));
    const totals: number[] = [];
    const bytes = await download("/a.glb", ({ total }) => totals.push(total));
    expect(bytes.byteLength).toBe(5000);
    expect(new Set(totals)).toEqual(new Set([5000]));
  });

  it("refusal_names_address_and_status", async () => {
    vi.stubGlobal("fetch", async () => new Response("", { status: 404 }));
    await expect(download("/gone.glb", () => undefined)).rejects.toThrow(/\/gone\.glb.*404/);
  });
});

describe("combinedProgress", () => {
  it("fraction_is_by_bytes_once_every_size_is_known", () => {
    const seen: number[] = [];
    const [one, two] = combinedProgress(2, (fraction) => seen.push(fraction));
    one({ loaded: 10, total: 100 });
    two({ loaded: 100, total: 300 });
    expect(seen).toEqual([0, 110 / 400]);
  });
});
