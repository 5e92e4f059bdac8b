import { describe, expect, test } from "vitest";
import { CROWD } from "../../net/frames";
import { Neighbours } from "../../net/neighbours";
import { Texts } from "../../ui/texts";
import { Arrivals, type NearPerson, nearPeople } from "../near";
import { whereIs } from "../where";

const me = { x: 100, y: 0, z: 100, yaw: 0, gait: 0 };

/** People at these distances east of oneself, with names when `named`. */
function people(distances: Record<number, number>, named = true): NearPerson[] {
  const neighbours = new Neighbours();
  const rows = Object.entries(distances).map(([id, m]) => ({ ...me, id: Number(id), x: me.x + m }));
  neighbours.apply({ kind: CROWD, more: false, tick: 0, rows }, 0, 0, null);
  if (named)
    neighbours.name(
      rows.map(({ id }) => ({ id, name: `p${id}`, look: "", role: "visitor" })),
      0,
    );
  return nearPeople(neighbours, me, 0);
}

test("the nearest come first, with the way to them", () => {
  const near = people({ 1: 9, 2: 3, 3: 6 });
  expect(near.map((person) => person.id)).toEqual([2, 3, 1]);
  expect(near[0]).toMatchObject({ dx: 3, dz: 0, distance_m: 3 });
});

describe("arrivals", () => {
  test("two are named, a crowd is counted", () => {
    expect(new Arrivals().take(people({ 1: 3, 2: 4 }), 10)).toEqual({ names: ["p1", "p2"] });
    expect(new Arrivals().take(people({ 1: 3, 2: 4, 3: 5 }), 10)).toEqual({ count: 3 });
  });

  test("nobody is announced twice while they stay", () => {
    const arrivals = new Arrivals();
    arrivals.take(people({ 1: 3 }), 10);
    expect(arrivals.take(people({ 1: 4 }), 30)).toBeNull();
    expect(arrivals.take(people({ 1: 10 }), 40)).toBeNull();
    expect(arrivals.take(people({ 1: 3 }), 50)).toBeNull();
  });

  test("who went away and comes back is announced again", () => {
    const arrivals = new Arrivals();
    arrivals.take(people({ 1: 3 }), 10);
    arrivals.take(people({ 1: 20 }), 20);
    expect(arrivals.take(people({ 1: 3 }), 30)).toEqual({ names: ["p1"] });
  });

  test("at most one sentence in five seconds; what came meanwhile is in the next", () => {
    const arrivals = new Arrivals();
    arrivals.take(people({ 1: 3 }), 10);
    expect(arrivals.take(people({ 1: 3, 2: 4 }), 12)).toBeNull();
    expect(arrivals.take(people({ 1: 3, 2: 4 }), 15.1)).toEqual({ names: ["p2"] });
  });

  test("a name that has not arrived yet is waited for", () => {
    const arrivals = new Arrivals();
    expect(arrivals.take(people({ 1: 3 }, false), 10)).toBeNull();
    expect(arrivals.take(people({ 1: 3 }), 11)).toEqual({ names: ["p1"] });
  });
});

describe("where one is", () => {
  const zones = [{ id: "lawn", x: 100, z: 100, title: { ko: "잔디광장", en: "the lawn" } }];

  test("at a zone, facing a direction", () => {
    expect(whereIs({ ...me, yaw: 64 }, zones, new Texts("en"))).toBe("You are at the lawn, facing east.");
  });

  test("away from it, in words", () => {
    const text = whereIs({ ...me, z: 150 }, zones, new Texts("ko"));
    expect(text).toBe("잔디광장에서 남쪽 50 m(71걸음) 떨어진 곳에 있습니다. 북쪽을 보고 있습니다.");
  });
});
