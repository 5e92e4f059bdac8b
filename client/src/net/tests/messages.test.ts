import { expect, test } from "vitest";
import { readMessage } from "../messages";

test("welcome comes in metres, with the limits it has", () => {
  const text = JSON.stringify({
    type: "welcome",
    id: 17,
    place: "plaza",
    revision: 12,
    tick_hz: 10,
    spawn: { x: 10_000, y: 0, z: 12_000, yaw: 64 },
    limits: { earshot_m: 25, text_chars: 100, novelty: 1 },
  });
  expect(readMessage(text)).toEqual({
    type: "welcome",
    welcome: {
      id: 17,
      place: "plaza",
      revision: 12,
      tick_hz: 10,
      spawn: { x: 100, y: 0, z: 120, yaw: 64, gait: 0 },
      limits: { earshot_m: 25, text_chars: 100, novelty: 1 },
    },
  });
});

test("an events-only welcome has no spawn", () => {
  const message = readMessage('{"type": "welcome", "id": 0, "place": "", "tick_hz": 10, "limits": {}}');
  expect(message).toMatchObject({ type: "welcome", welcome: { id: 0, limits: { earshot_m: 20 } } });
});

test.each([
  "",
  "nonsense",
  "[]",
  "null",
  "3",
  '{"type": 3}',
  '{"type": "tomorrow"}',
  '{"type": "constructor"}',
  '{"type": "welcome", "id": "17"}',
  '{"type": "people", "people": {}}',
  '{"type": "said", "id": 3}',
  '{"type": "put", "x": "1", "z": 2}',
])("%j is left alone", (text) => {
  expect(readMessage(text)).toBeNull();
});

test("people with unreadable ids are left out", () => {
  const text = '{"type": "people", "people": [{"id": 3, "name": "가", "look": "k1"}, {"name": "나"}, 4]}';
  expect(readMessage(text)).toEqual({
    type: "people",
    people: [{ id: 3, name: "가", look: "k1", role: "visitor" }],
  });
});
