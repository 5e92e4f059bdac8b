import { expect, test } from "vitest";
import { invitationQuery, readInvitation } from "../link";

const pose = { x: 160.25, y: 0, z: 120.5, yaw: 64, gait: 0 };

test("a link says place, spot, moment and word, and reads back", () => {
  const query = invitationQuery(pose, new Date("2026-11-22T04:10:59Z"), "abcDEF_-1234");
  expect(query).toBe("spot=16025,12050,64&when=20261122T0410Z&with=abcDEF_-1234");
  expect(readInvitation(new URLSearchParams(query))).toEqual({
    pose,
    when: "2026-11-22T04:10Z",
    word: "abcDEF_-1234",
  });
});

test("what is no spot is no invitation, and a strange word is none", () => {
  for (const spot of ["", "1", "a,b", "-1,2", "1,2,3,4", "1234567,1"]) {
    expect(readInvitation(new URLSearchParams({ spot }))).toBeNull();
  }
  const read = readInvitation(new URLSearchParams({ spot: "100,200", with: "<script>", when: "soon" }));
  expect(read).toMatchObject({ word: "", when: "", pose: { x: 1, z: 2, yaw: 0 } });
});
