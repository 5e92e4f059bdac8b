"""Reads fields of YAML strictly: an error names the file, the field and what to write instead."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn

import yaml

_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
LONGEST_SLUG = 60
LONGEST_LINE = 400
LARGEST_FILE_BYTES = 1_000_000


class KnowledgeError(ValueError):
    """A file of knowledge that cannot be read: which file, which field, what to do."""

    def __init__(self, file: str, field: str, what: str) -> None:
        super().__init__(f"{file}: {field}: {what}")
        self.file = file
        self.field = field


@dataclass(frozen=True, slots=True)
class Text:
    """The same said in Korean and in English."""

    ko: str
    en: str


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of one entry of `file`; `where` leads to it ("waste-bulky.facts 2")."""

    file: str
    where: str
    values: Any

    def __post_init__(self) -> None:
        if not isinstance(self.values, Mapping):
            self.refuse("", f"{type(self.values).__name__} where fields were expected, such as `title: …`.")

    def refuse(self, field: str, what: str) -> NoReturn:
        """Raises KnowledgeError for `field` of this entry."""
        path = ".".join(part for part in (self.where, field) if part) or "the file"
        raise KnowledgeError(self.file, path, what)

    def called(self, where: str) -> "Fields":
        """The same fields under the name `where` in errors."""
        return replace(self, where=where)

    def has(self, name: str) -> bool:
        """Whether the field is there at all."""
        return name in self.values

    def names(self) -> tuple[str, ...]:
        """The names of all fields."""
        return tuple(str(name) for name in self.values)

    def nothing_else(self, *known: str) -> None:
        """Refuses fields that nobody reads: mostly a misspelt name."""
        for name in self.names():
            if name not in known:
                self.refuse(name, f"unknown field. Known here: {', '.join(known)}.")

    def inner(self, name: str) -> "Fields":
        """The fields under `name`."""
        if not self.has(name):
            self.refuse(name, "missing. Add it.")
        return Fields(self.file, ".".join(part for part in (self.where, name) if part), self.values[name])

    def entries(self, name: str, at_least: int = 1) -> tuple["Fields", ...]:
        """The list under `name`, each entry as fields; missing is an empty list where `at_least` is 0."""
        found = self.values.get(name, [])
        if not isinstance(found, list) or len(found) < at_least:
            self.refuse(name, f"a list of at least {at_least} was expected. Begin each entry with a dash.")
        label = ".".join(part for part in (self.where, name) if part)
        return tuple(Fields(self.file, f"{label} {nth}", one) for nth, one in enumerate(found, 1))

    def line(self, name: str, longest: int = LONGEST_LINE) -> str:
        """The field as text that is not empty."""
        if not self.has(name):
            self.refuse(name, "missing. Add it.")
        value = self.values[name]
        if not isinstance(value, str) or not value.strip():
            self.refuse(name, f"{value!r} is no text. Put it in quotes if it looks like a number.")
        if len(value) > longest:
            self.refuse(name, f"{len(value)} characters. At most {longest} are read by a person in a hurry.")
        return value.strip()

    def lines(self, name: str, at_least: int, at_most: int) -> tuple[str, ...]:
        """The list of texts under `name`, none twice."""
        found = self.values.get(name)
        if not isinstance(found, list) or not at_least <= len(found) <= at_most:
            self.refuse(name, f"{at_least} to {at_most} lines were expected.")
        if not all(isinstance(one, str) and one.strip() for one in found):
            self.refuse(name, f"{found!r} has an entry that is no text. Put it in quotes.")
        if len(set(found)) < len(found):
            self.refuse(name, "the same line stands twice. Take one away.")
        return tuple(one.strip() for one in found)

    def text(self, name: str, longest: int = LONGEST_LINE) -> Text:
        """The field in Korean and English."""
        both = self.inner(name)
        both.nothing_else("ko", "en")
        return Text(both.line("ko", longest), both.line("en", longest))

    def slug(self, name: str) -> str:
        """The field as a name for addresses: small letters, digits, dashes."""
        value = self.line(name, LONGEST_SLUG)
        if not _SLUG.fullmatch(value):
            self.refuse(name, f"'{value}' is no slug. Use small letters, digits and dashes: waste-bulky.")
        return value

    def day(self, name: str) -> date:
        """The field as a day."""
        value = self.values.get(name)
        if not isinstance(value, date) or isinstance(value, datetime):
            self.refuse(name, f"{value!r} is no day. Write YYYY-MM-DD without quotes.")
        return value


def read_yaml(path: Path) -> Any:
    """What the file says. Raises KnowledgeError where it is missing, too large or no YAML."""
    try:
        if path.stat().st_size > LARGEST_FILE_BYTES:
            raise KnowledgeError(
                path.name, "the file", f"larger than {LARGEST_FILE_BYTES:,} bytes. Split it."
            )
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as problem:
        raise KnowledgeError(path.name, "the file", f"cannot be opened ({problem.strerror}).") from problem
    except (yaml.YAMLError, UnicodeDecodeError) as problem:
        raise KnowledgeError(path.name, "the file", f"is no YAML: {problem}") from problem
