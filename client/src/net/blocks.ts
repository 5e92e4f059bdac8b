/** Whom this browser does not want to see or hear: kept by the key that the world gave, over every visit. */

export interface BlockedPerson {
  /** What the world knows the person by; it says nothing about them. */
  key: string;
  /** As they were called when they were blocked, for the own list only. */
  name: string;
}

export interface BlockStore {
  all(): readonly BlockedPerson[];
  add(person: BlockedPerson): void;
  remove(key: string): void;
}

const KEY = "madang.blocked";
const MOST = 500;

/** The blocks of this browser; without storage (private modes) they last as long as the page. */
export function browserBlocks(storage: () => Storage = () => localStorage): BlockStore {
  let people = read(storage);
  const keep = (changed: BlockedPerson[]) => {
    people = changed.slice(-MOST);
    try {
      storage().setItem(KEY, JSON.stringify(people));
    } catch {
      // Storage is full or forbidden: the world still keeps them for this stay.
    }
  };
  return {
    all: () => people,
    add: (person) => keep([...people.filter(({ key }) => key !== person.key), person]),
    remove: (gone) => keep(people.filter(({ key }) => key !== gone)),
  };
}

function read(storage: () => Storage): BlockedPerson[] {
  try {
    const value: unknown = JSON.parse(storage().getItem(KEY) ?? "[]");
    return Array.isArray(value) ? value.filter(isBlockedPerson).slice(-MOST) : [];
  } catch {
    return [];
  }
}

function isBlockedPerson(value: unknown): value is BlockedPerson {
  const person = value as Partial<BlockedPerson> | null;
  return typeof person?.key === "string" && person.key !== "" && typeof person.name === "string";
}
