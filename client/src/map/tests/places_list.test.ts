import { expect, test, vi } from "vitest";
import type { PlaceConfig } from "../../ui/config";
import { Texts } from "../../ui/texts";
import { listedPlaces, nearestSpot } from "../places_list";

vi.mock("../../ui/square", () => ({
  opens: (_config: unknown, { id }: { id: string }) => id === "desk",
  titleOf: ({ title }: { title: { en: string } }) => title.en,
}));

const bench = (id: string, x: number) => ({
  id,
  kind: "seat",
  x,
  z: 0,
  yaw: 0,
  title: { ko: "의자", en: "Bench" },
});
const config = {
  lang: "en",
  services: {},
  places: [],
  document: {
    objects: [
      bench("seat-1", 10),
      bench("seat-2", 50),
      { ...bench("sign", 90), text: { ko: "글", en: "Words" } },
      { ...bench("desk", 30), title: { ko: "안내", en: "Information" } },
    ],
    zones: [{ id: "lawn", x: 5, z: 5, title: { ko: "잔디", en: "Lawn" } }],
  },
} as unknown as PlaceConfig;

test("things that are alike share a row, and those with a page come first", () => {
  const rows = listedPlaces(config, new Texts("en"));
  expect(rows.map(({ title, spots }) => [title, spots.map(({ id }) => id)])).toEqual([
    ["Information", ["desk"]],
    ["Bench", ["seat-1", "seat-2"]],
    ["Bench", ["sign"]],
    ["Lawn", ["lawn"]],
  ]);
  expect(rows[1]?.summary).toContain("2");
});

test("the way to a row leads to its nearest spot", () => {
  const benches = listedPlaces(config, new Texts("en"))[1];
  if (!benches) throw new Error("The benches are not listed.");
  expect(nearestSpot(benches, { x: 45, z: 0 }).id).toBe("seat-2");
  expect(nearestSpot(benches, { x: 12, z: 0 }).id).toBe("seat-1");
});
