"""docs/registers.md and its schema say what the code does."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from madang.kernel.registers.catalogue import contract_schema, decode, kind_of
from madang.kernel.registers.plan import HttpAdapter, OidcAdapter, plan_of

DOCS = Path(__file__).parents[2] / "docs"
TEXT = (DOCS / "registers.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"<!-- (request|answer) ([a-z-]+) -->\n```json\n(.*?)```", TEXT, re.DOTALL)


def test_schema_is_that_of_the_code():
    written = json.loads((DOCS / "registers.schema.json").read_text(encoding="utf-8"))
    assert written == json.loads(json.dumps(contract_schema())), (
        "docs/registers.schema.json is stale: python -m tests.registers.test_docs writes it anew."
    )


def test_examples_are_of_the_contract():
    assert len(EXAMPLES) == 5
    for what, slug, text in EXAMPLES:
        value = json.loads(text)
        assert value["register"] == slug
        kind: type[Any] = kind_of(slug)
        if what == "answer":
            found: tuple[object, ...] = decode(kind, json.dumps(value["records"]))
            assert found


def test_example_of_city_toml_is_understood():
    (example,) = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)
    adapters = tomllib.loads(example)["adapters"]
    plan = plan_of(adapters, sandbox=True, where="city.toml")
    assert isinstance(plan.identity, OidcAdapter)
    assert isinstance(plan.tax_ledger, HttpAdapter)


@pytest.mark.parametrize("slug", sorted(contract_schema()["properties"]))
def test_every_register_has_a_schema(slug):
    assert contract_schema()["properties"][slug]["type"] == "array"


if __name__ == "__main__":
    schema = json.dumps(contract_schema(), ensure_ascii=False, indent=1, sort_keys=True)
    (DOCS / "registers.schema.json").write_text(schema + "\n", encoding="utf-8")
