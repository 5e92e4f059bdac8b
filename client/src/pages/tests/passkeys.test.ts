import { expect, test } from "vitest";
import { bytesOf, hindrance, optionsOf, textOf } from "../passkeys";

test("bytes survive the way through text", () => {
  const bytes = Uint8Array.from([0, 250, 255, 62, 63]);
  expect(textOf(bytes.buffer)).toBe("APr_Pj8");
  expect([...bytesOf("APr_Pj8")]).toEqual([...bytes]);
});

test("no handle stays none", () => {
  expect(textOf(null)).toBeNull();
});

test("options carry bytes where the server wrote text", () => {
  const options = optionsOf({
    publicKey: { challenge: "AQ", allowCredentials: [{ id: "Ag", type: "public-key" }] },
  });
  expect([...new Uint8Array(options.challenge as ArrayBuffer)]).toEqual([1]);
  expect([...new Uint8Array(options.allowCredentials?.[0]?.id as ArrayBuffer)]).toEqual([2]);
});

test("the page says what stands in a passkey's way", () => {
  expect(hindrance(true, true, "plaza.example", "plaza.example")).toBeNull();
  expect(hindrance(false, true, "plaza.example", "plaza.example")).toBe("insecure");
  expect(hindrance(true, false, "localhost", "localhost")).toBe("missing");
  expect(hindrance(true, true, "127.0.0.1", "localhost")).toBe("elsewhere");
  expect(hindrance(true, true, "plaza.example", undefined)).toBeNull();
});
