"""Keys are made once, for their owner only, and read back by every process."""

import json
import re
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from madang.kernel import keys
from madang.protocol import tickets


def test_ensure_keys_first_start_makes_all_for_the_owner_only(tmp_path):
    folder = keys.ensure_keys(tmp_path)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for name in (keys.SECRET, keys.TICKET_PRIVATE, keys.TICKET_PUBLIC, keys.NATS_USERS, keys.STAFF_CODE):
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600, name
    assert set(keys.load_nats_users(tmp_path)) == {"web", "worker", "world"}


def test_ensure_keys_second_start_changes_nothing(tmp_path):
    folder = keys.ensure_keys(tmp_path)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    keys.ensure_keys(tmp_path)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_ensure_keys_many_at_once_agree_on_one_key(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _n: keys.ensure_keys(tmp_path), range(16)))
    private, public = keys.load_ticket_private(tmp_path), keys.load_ticket_public(tmp_path)
    assert private.as_dict(private=False) == public.as_dict()


def test_public_key_has_no_private_part(tmp_path):
    folder = keys.ensure_keys(tmp_path)
    public = json.loads((folder / keys.TICKET_PUBLIC).read_text())
    assert "d" not in public
    assert public["kid"] == keys.load_ticket_private(tmp_path).kid


def test_ticket_signed_with_the_private_key_is_verified_with_the_public(tmp_path):
    keys.ensure_keys(tmp_path)
    private, public = keys.load_ticket_private(tmp_path), keys.load_ticket_public(tmp_path)
    visitor = tickets.Visitor(sub="s", sid="t", name="하늘", look="")
    claims = tickets.new_claims(visitor, issuer="http://localhost", place="plaza", node="1", now=1000)
    token = tickets.issue(claims, private)
    assert (
        tickets.verify(token, {str(public.kid): public}, places=["plaza"], node="1", now=1001).name == "하늘"
    )


def test_load_missing_key_says_what_to_do(tmp_path):
    with pytest.raises(keys.KeysMissing, match=r"ticket\.private\.jwk.*Start the city once"):
        keys.load_ticket_private(tmp_path)


def test_staff_code_is_taken_however_it_is_typed_and_nothing_else_is(tmp_path):
    keys.ensure_keys(tmp_path)
    code = keys.load_staff_code(tmp_path)
    assert re.fullmatch(r"[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}", code)
    assert keys.same_staff_code(code, code)
    assert keys.same_staff_code(f" {code.replace('-', ' ').upper()} ", code)
    assert not keys.same_staff_code("", code)
    assert not keys.same_staff_code(code[:-1], code)
    assert not keys.same_staff_code("ㅏ" + code, code)
