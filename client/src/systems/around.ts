/** The lists beside the stage: what stands here and who is near, for keyboard and screen reader and everybody. */
import { Arrivals, nearPeople } from "../map/near";
import { PeopleList } from "../map/people_list";
import { listedPlaces, PlacesList } from "../map/places_list";
import { whereIs } from "../map/where";
import { need, setText } from "../ui/dom";
import type { Square } from "../ui/square";
import { goToObject, goToPerson } from "./acts";
import type { View } from "./view";

export class Around {
  private readonly places: PlacesList;
  private readonly people: PeopleList;
  private readonly arrivals = new Arrivals();
  private readonly where = need("where", HTMLElement);
  private readonly view: View;

  constructor(view: View) {
    this.view = view;
    const { square, own } = view;
    const { config, session, texts } = square;
    this.places = new PlacesList(need("places-list", HTMLElement), listedPlaces(config, texts), texts, {
      open: (id) => square.open(id),
      walk: (id) => {
        const object = config.document.objects.find((candidate) => candidate.id === id);
        const zone = config.document.zones.find((candidate) => candidate.id === id);
        if (object) goToObject(view, object, false);
        else if (zone && !own.walkTo(zone)) square.announce(texts.say("map.no_way"), true);
      },
    });
    this.people = new PeopleList(need("people-list", HTMLElement), need("people-note", HTMLElement), texts, {
      walk: (id) => goToPerson(view, id),
      block: (id, blocked) => {
        square.block(id, blocked);
        view.people.takeFar(session.now_s());
      },
      report: (id) => square.report(id),
    });
  }

  /** Brings lists and announcements up to date; about once a second is enough. */
  update(): void {
    const { square, own } = this.view;
    const { session, texts, config } = square;
    const pose = own.walker?.pose ?? null;
    this.places.update(pose);
    if (!pose) return;
    const now_s = session.now_s();
    const near = nearPeople(session.neighbours, pose, now_s);
    this.people.update(near, session.blocked, Math.max(near.length, session.far.total - 1), now_s);
    setText(this.where, whereIs(pose, config.document.zones, texts));
    const came = this.arrivals.take(near, now_s);
    if (came) square.announce(cameText(came, square));
  }
}

function cameText(came: { names: string[] } | { count: number }, { texts }: Square): string {
  if ("count" in came) return texts.say("near.came.many", { n: came.count });
  return texts.say("near.came", { names: came.names.join(", ") });
}
