import { describe, expect, it } from "vitest";
import { wishOf } from "../frame";
import { actOf, Keys } from "../keyboard";
import { isStickPlace, STICK_RADIUS_PX, stickOf } from "../pointer";

describe("keys", () => {
  it("opposite_keys_cancel_and_letters_act_like_arrows", () => {
    const keys = new Keys();
    keys.press("ArrowUp");
    expect(keys.held().forward).toBe(1);
    keys.press("KeyW");
    expect(keys.held().forward).toBe(1);
    keys.release("KeyW");
    keys.seen();
    keys.press("ArrowDown");
    expect(keys.held().forward).toBe(0);
  });

  it("shift_runs_and_r_keeps_running_until_r_again", () => {
    const keys = new Keys();
    keys.press("ShiftLeft");
    expect(keys.held().run).toBe(true);
    keys.release("ShiftLeft");
    keys.seen();
    keys.press("KeyR");
    keys.release("KeyR");
    expect(keys.held().run).toBe(true);
    keys.press("KeyR");
    expect(keys.held().run).toBe(false);
  });

  it("a_press_shorter_than_a_frame_counts_for_one_frame", () => {
    const keys = new Keys();
    keys.press("ArrowUp");
    keys.release("ArrowUp");
    expect(keys.held().forward).toBe(1);
    keys.seen();
    expect(keys.held().forward).toBe(0);
  });

  it("losing_the_focus_releases_everything", () => {
    const keys = new Keys();
    keys.press("ArrowUp");
    keys.releaseAll();
    expect(keys.held().forward).toBe(0);
  });

  it("digits_are_gestures_in_the_order_of_the_buttons", () => {
    expect(actOf("Digit1")).toEqual({ kind: "gesture", gesture: "wave" });
    expect(actOf("Numpad6")).toEqual({ kind: "gesture", gesture: "nod" });
    expect(actOf("Digit7")).toBeNull();
  });

  it("tab_and_unknown_keys_do_nothing", () => {
    expect(actOf("Tab")).toBeNull();
    expect(actOf("KeyZ")).toBeNull();
  });
});

describe("wish", () => {
  it("forward_goes_where_the_camera_looks", () => {
    expect(wishOf(1, 0, false, 0)).toMatchObject({ dx: 0, dz: -1 });
    const east = wishOf(1, 0, true, Math.PI / 2);
    expect(east?.dx).toBeCloseTo(1);
    expect(east?.dz).toBeCloseTo(0);
    expect(east?.run).toBe(true);
  });

  it("sideways_goes_to_the_right_of_the_camera", () => {
    expect(wishOf(0, 1, false, 0)).toMatchObject({ dx: 1, dz: 0 });
    const south = wishOf(0, 1, false, Math.PI / 2);
    expect(south?.dz).toBeCloseTo(1);
  });

  it("nothing_held_is_no_wish", () => {
    expect(wishOf(0, 0, true, 1)).toBeNull();
  });
});

describe("stick", () => {
  it("thumb_at_rest_asks_for_nothing_and_at_the_rim_runs", () => {
    expect(stickOf(2, 2)).toBeNull();
    expect(stickOf(0, -STICK_RADIUS_PX)).toMatchObject({ forward: 1, run: true });
    expect(stickOf(0, -STICK_RADIUS_PX / 2)?.run).toBe(false);
    expect(stickOf(STICK_RADIUS_PX, 0)?.sideways).toBeCloseTo(1);
  });

  it("thumb_beyond_the_rim_asks_for_no_more_than_the_rim", () => {
    expect(stickOf(0, -500)?.forward).toBe(1);
  });

  it("stick_is_in_the_lower_left_only", () => {
    expect(isStickPlace(50, 700, 390, 844)).toBe(true);
    expect(isStickPlace(300, 700, 390, 844)).toBe(false);
    expect(isStickPlace(50, 100, 390, 844)).toBe(false);
  });
});
