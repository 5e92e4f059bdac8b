import { describe, expect, it } from "vitest";
import { firstTier, keptChoice, rememberTier } from "../quality_choice";

const HOUR_MS = 3_600_000;
const NOW_MS = 1_800_000_000_000;

function memory(kept: Record<string, string> = {}) {
  const store = new Map(Object.entries(kept));
  return {
    getItem: (key: string) => store.get(key) ?? null,
    setItem: (key: string, value: string) => void store.set(key, value),
  };
}

describe("first tier", () => {
  it("last_visit_counts_more_than_a_guess", () => {
    const storage = memory();
    expect(firstTier(storage, 16, false, NOW_MS)).toBe("high");
    rememberTier(storage, "low", NOW_MS);
    expect(firstTier(storage, 16, false, NOW_MS + 23 * HOUR_MS)).toBe("low");
  });

  it("tier_found_a_day_ago_is_tried_one_finer_and_a_day_later_one_finer_again", () => {
    const storage = memory();
    rememberTier(storage, "low", NOW_MS);
    expect(firstTier(storage, 2, false, NOW_MS + 25 * HOUR_MS)).toBe("medium");
    expect(firstTier(storage, 2, false, NOW_MS + 26 * HOUR_MS)).toBe("medium");
    expect(firstTier(storage, 2, false, NOW_MS + 50 * HOUR_MS)).toBe("high");
    expect(firstTier(storage, 2, false, NOW_MS + 99 * HOUR_MS)).toBe("high");
  });

  it("few_cores_and_phones_begin_lower", () => {
    expect(firstTier(null, 2, false, NOW_MS)).toBe("low");
    expect(firstTier(null, 8, true, NOW_MS)).toBe("medium");
  });

  it("memory_without_a_moment_is_an_old_one", () => {
    expect(firstTier(memory({ "madang.tier": "low" }), 2, false, NOW_MS)).toBe("medium");
  });
});

describe("kept choice", () => {
  it("is_automatic_until_somebody_has_chosen_a_tier_that_there_is", () => {
    expect(keptChoice(null)).toBe("auto");
    expect(keptChoice(memory({ "madang.quality": "ultra" }))).toBe("auto");
    expect(keptChoice(memory({ "madang.quality": "medium" }))).toBe("medium");
  });
});
