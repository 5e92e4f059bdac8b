import { expect, test } from "vitest";
import type { PlaceConfig, PlaceLink } from "../../ui/config";
import { addressOf, arrival, Doorstep, doorOf, doorTowards } from "../portals";

const TITLE = { ko: "곳", en: "Place" };

function link(place: string, ...to: string[]): PlaceLink {
  const doors = to.map((name, n) => ({ id: `door-${n}`, to: name, x: 0, z: 0 }));
  const built = { shell: `/${place}.glb`, map: "", walk: "" };
  return { place, title: TITLE, url: `/ko/place/${place}`, built, spawns: [], kiosks: [], doors };
}

/** A door that looks south at (50, 20), and one to a place that is not built. */
const config = {
  place: "plaza",
  view: "3d",
  places: [
    link("plaza", "lobby#in"),
    link("lobby", "plaza", "cellar"),
    link("cellar", "lobby"),
    link("moon"),
  ],
  document: {
    objects: [
      { id: "door", kind: "door", x: 50, z: 20, yaw: 128, to: "lobby#in" },
      { id: "walled-up", kind: "door", x: 90, z: 20, yaw: 128, to: "tower" },
      { id: "bench", kind: "seat", x: 10, z: 20, yaw: 0 },
    ],
  },
} as unknown as PlaceConfig;
const [door, walledUp, bench] = config.document.objects;

test("a door leads to a built place and its spawn, a bench and a walled-up door nowhere", () => {
  expect(doorOf(config, door)).toMatchObject({ to: { place: "lobby" }, spawn: "in" });
  expect(doorOf(config, walledUp)).toBeNull();
  expect(doorOf(config, bench)).toBeNull();
});

test("the way to a place behind another begins at the same door", () => {
  expect(doorTowards(config, "lobby")?.object.id).toBe("door");
  expect(doorTowards(config, "cellar")?.object.id).toBe("door");
  expect(doorTowards(config, "moon")).toBeNull();
  expect(doorTowards(config, "plaza")).toBeNull();
});

test("the address behind a door keeps the chosen view and says where to stand and what for", () => {
  const through = doorTowards(config, "lobby");
  if (!through) throw new Error("No door leads to the lobby.");
  expect(addressOf(config, through)).toBe("/ko/place/lobby?view=3d&spawn=in");
  expect(addressOf({ ...config, view: "auto" }, through, "tax")).toBe("/ko/place/lobby?spawn=in&go=tax");
});

test("who comes in stands within the spawn's disc and looks its way", () => {
  for (const chance of [0, 0.3, 0.99]) {
    const pose = arrival({ id: "in", x: 5, z: 6, yaw: 200, radius_m: 2 }, () => chance);
    expect(Math.hypot(pose.x - 5, pose.z - 6)).toBeLessThanOrEqual(2);
    expect(pose.yaw).toBe(200);
  }
});

const NORTH = 0;
const SOUTH = 128;
const pose = (x: number, z: number, yaw: number) => ({ x, y: 0, z, yaw, gait: 1 });

test("walking into a door goes through once", () => {
  const step = new Doorstep(config);
  expect(step.step(pose(50, 26, NORTH))).toBeNull();
  expect(step.step(pose(50.8, 20.9, NORTH))?.object.id).toBe("door");
  expect(step.step(pose(50.8, 20.8, NORTH))).toBeNull();
});

test("passing by, or standing with the back to a door, does not", () => {
  const step = new Doorstep(config);
  step.step(pose(50, 30, NORTH));
  expect(step.step(pose(50, 21, 64))).toBeNull();
  expect(step.step(pose(50, 21, SOUTH))).toBeNull();
  expect(step.step(pose(52, 20.9, NORTH))).toBeNull();
});

test("who starts at a door must step away from it first", () => {
  const step = new Doorstep(config);
  expect(step.step(pose(50, 20.9, NORTH))).toBeNull();
  step.step(pose(50, 24, SOUTH));
  expect(step.step(pose(50, 20.9, NORTH))?.object.id).toBe("door");
});
