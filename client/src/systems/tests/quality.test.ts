import { describe, expect, it } from "vitest";
import { FramePacer, median, type Verdict } from "../quality";

const run = (pacer: FramePacer, gap_ms: number, frames: number): Verdict[] => {
  const verdicts: Verdict[] = [];
  for (let n = 0; n < frames; n++) {
    const verdict = pacer.frame(gap_ms);
    if (verdict) verdicts.push(verdict);
  }
  return verdicts;
};

describe("frame pacer", () => {
  it("quick_machine_keeps_its_tier", () => {
    expect(run(new FramePacer("high"), 16, 2000)).toEqual([]);
  });

  it("slow_machine_goes_down_tier_by_tier_and_is_told_once_that_it_is_too_slow", () => {
    const verdicts = run(new FramePacer("high"), 100, 600);
    expect(verdicts).toEqual([
      { kind: "tier", tier: "medium" },
      { kind: "tier", tier: "low" },
      { kind: "too-slow", median_ms: 100 },
    ]);
  });

  it("bearable_machine_stays_at_the_lowest_tier", () => {
    const verdicts = run(new FramePacer("low"), 60, 600);
    expect(verdicts).toEqual([]);
  });

  it("time_asleep_does_not_count", () => {
    const pacer = new FramePacer("low");
    expect(run(pacer, 5000, 200)).toEqual([]);
    expect(run(pacer, 16, 400)).toEqual([]);
  });

  it("first_frames_after_loading_do_not_count", () => {
    const pacer = new FramePacer("high");
    run(pacer, 400, 10);
    expect(run(pacer, 16, 1000)).toEqual([]);
  });

  it("chosen_tier_stays_however_slow_until_the_choice_is_given_back", () => {
    const pacer = new FramePacer("high", true);
    expect(run(pacer, 200, 600)).toEqual([]);
    pacer.take("medium", false);
    expect(run(pacer, 60, 600)).toEqual([{ kind: "tier", tier: "low" }]);
  });

  it("new_window_forgets_what_was_measured_before", () => {
    const pacer = new FramePacer("high");
    run(pacer, 100, 20);
    pacer.begin();
    expect(run(pacer, 16, 1000)).toEqual([]);
  });
});

describe("median", () => {
  it("one_long_frame_does_not_move_it", () => {
    expect(median([3, 2, 900, 1, 4])).toBe(3);
    expect(median([])).toBe(0);
  });
});
