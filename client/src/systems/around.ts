/** The lists beside the stage: what stands here and who is near, for keyboard and screen reader and everybody. */
import type { Guide } from "../guide/guide";
import { Lists } from "../guide/lists";
import { Arrivals } from "../map/near";
import { whereIs } from "../map/where";
import { need, setText } from "../ui/dom";
import type { Square } from "../ui/square";
import type { View } from "./view";

export class Around {
  private readonly lists: Lists;
  private readonly arrivals = new Arrivals();
  private readonly where = need("where", HTMLElement);
  private readonly view: View;

  constructor(view: View, guide: Guide) {
    this.view = view;
    const { square } = view;
    this.lists = new Lists(square, guide, () => view.people.takeFar(square.session.now_s()));
  }

  /** Brings lists and announcements up to date; about once a second is enough. */
  update(): void {
    const { square, own } = this.view;
    const { session, texts, config } = square;
    const pose = own.walker?.pose ?? null;
    if (!pose) {
      this.lists.rest();
      return;
    }
    const near = this.lists.update(pose);
    setText(this.where, whereIs(pose, config.document.zones, texts));
    const came = this.arrivals.take(near, session.now_s());
    if (came) square.announce(cameText(came, square));
  }
}

function cameText(came: { names: string[] } | { count: number }, { texts }: Square): string {
  if ("count" in came) return texts.say("near.came.many", { n: came.count });
  return texts.say("near.came", { names: came.names.join(", ") });
}
