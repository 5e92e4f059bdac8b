/** The lists of places and people with their field for finding, the same in both views. */

import { type NearPerson, nearPeople } from "../map/near";
import { PeopleList } from "../map/people_list";
import { listedPlaces, PlacesList } from "../map/places_list";
import type { Pose } from "../net/pose";
import { need } from "../ui/dom";
import { keepFocus } from "../ui/revisions";
import type { Square } from "../ui/square";
import type { Guide } from "./guide";

export class Lists {
  private readonly square: Square;
  private readonly places: PlacesList;
  private readonly people: PeopleList;

  /** `blocked` is told after somebody was hidden or shown again. */
  constructor(square: Square, guide: Guide, blocked: () => void = () => undefined) {
    this.square = square;
    const { config, texts } = square;
    this.places = new PlacesList(need("places-list", HTMLElement), texts, {
      open: (id) => square.open(id),
      walk: (id) => guide.to(id),
    });
    const list = () => this.places.show(listedPlaces(config, texts));
    list();
    texts.onLanguage(list);
    square.onDocument(list);
    square.session.on("notice", () => keepFocus(list, () => square.stage()));
    this.people = new PeopleList(need("people-list", HTMLElement), need("people-note", HTMLElement), texts, {
      named: (id, name) => square.marks.of(id, name),
      walk: (id) => guide.toPerson(id),
      block: (id, hidden) => {
        square.block(id, hidden);
        blocked();
      },
      report: (id) => square.report(id),
      remove: square.remove,
    });
    const field = need("find", HTMLInputElement);
    const none = need("find-none", HTMLElement);
    const find = () => {
      const found = this.places.find(field.value) + this.people.find(field.value);
      none.hidden = found > 0 || field.value.trim() === "";
    };
    field.oninput = find;
    field.onkeydown = (event) => {
      if (event.key !== "Escape" || field.value === "") return;
      event.preventDefault();
      event.stopPropagation();
      field.value = "";
      find();
    };
  }

  /** Brings both up to date for somebody at `pose`; answers who is near. About once a second is enough. */
  update(pose: Pose): NearPerson[] {
    const { session } = this.square;
    const now_s = session.now_s();
    const near = nearPeople(session.neighbours, pose, now_s);
    this.places.update(pose);
    this.people.update(near, session.blocked, Math.max(near.length, session.far.total - 1), now_s);
    return near;
  }

  /** Nobody walks now: distances mean nothing. */
  rest(): void {
    this.places.update(null);
  }
}
