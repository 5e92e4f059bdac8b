/** The own person on the stage, as the guide leads them. */
import { type Led, secondsOf } from "../guide/guide";
import type { Pose } from "../net/pose";
import type { Point } from "./path";
import type { View } from "./view";
import type { WalkGrid } from "./walk";

export class LedOnStage implements Led {
  private readonly view: View;

  constructor(view: View) {
    this.view = view;
  }

  get pose(): Pose | null {
    return this.view.own.walker?.pose ?? null;
  }

  get grid(): WalkGrid {
    return this.view.assets.grid;
  }

  get way(): readonly Point[] {
    return this.view.own.walker?.way ?? [];
  }

  walkTo(spot: Point, title: string, lookAt: Point | null, arrived: () => void): boolean {
    const { own, square } = this.view;
    const { texts } = square;
    const told = () => square.announce(texts.say("map.arrived", { place: title }), true);
    let going = false;
    const there = own.walkTo(spot, {
      lookAt,
      arrived: () => {
        if (going) told();
        arrived();
      },
      done: arrived,
    });
    going = true;
    if (!there) square.announce(texts.say("map.no_way"), true);
    else if (this.isOn(arrived)) {
      square.announce(texts.say("map.going", { place: title, n: secondsOf(this) }), true);
    }
    return there;
  }

  isOn(arrived: () => void): boolean {
    return this.view.own.isOn(arrived);
  }

  stop(): void {
    this.view.own.stop();
    this.view.square.announce(this.view.square.texts.say("map.stopped"), true);
  }
}
