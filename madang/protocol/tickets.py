"""Tickets and passes: who may enter the world, signed by the web with Ed25519 and checked by the world.

A *ticket* is fetched over HTTP just before entering, serves once and lives a minute. A *pass* comes with
it, carries the same claims, lives twelve hours and lets the same person (`sid`) come back after a drop
without asking the web. Source: docs/protocol.md, "Tickets". Nothing here reads a file or a clock: keys and
the time are passed in.
"""

import re
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey
from joserfc.jws import extract_compact

ALGORITHM: Final = "Ed25519"
TICKET_LIFE_S = 60
PASS_LIFE_S = 12 * 3600
LOAD_TICKET_LIFE_S = 24 * 3600
LEEWAY_S = 30

Use = Literal["ticket", "pass"]

_IDENTIFIER = re.compile(r"[A-Za-z0-9_-]{1,64}")
_LANG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?")
_TOKEN_CHARS = 4096


class TicketError(Exception):
    """A ticket or pass that does not let anybody in. `code` is for machines, the text says what was wrong."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code
        self.text = text


@dataclass(frozen=True)
class Visitor:
    """Who asks for a ticket, as the web knows them; the meaning of each field stands at Claims."""

    sub: str
    sid: str
    name: str
    look: str
    level: str = "guest"
    roles: tuple[str, ...] = ()
    lang: str = "ko"
    key: str = ""


@dataclass(frozen=True)
class Claims:
    """What a ticket says about its bearer.

    iss: the city's public URL. aud: `audience(place, node)`. sub: the person, for doorbells and bans
    (opaque). sid: this visit, the same in ticket and pass. jti: this token. kid: the key that signed it.
    iat, exp: seconds since 1970. level: guest | member | verified. roles: the city's staff roles, none for
    a visitor. key: what others may know the person by at another visit, to go on blocking them; may be
    empty. load: made for a load test.
    """

    iss: str
    aud: str
    sub: str
    sid: str
    jti: str
    kid: str
    iat: int
    exp: int
    use: Use
    name: str
    look: str
    level: str = "guest"
    roles: tuple[str, ...] = ()
    lang: str = "ko"
    key: str = ""
    load: bool = False

    @property
    def place(self) -> str:
        """The place's slug; empty for a connection that wants events only."""
        return self.aud.rpartition("@")[0]


def audience(place: str, node: str) -> str:
    """The `aud` claim of a place on a node: `plaza@1`; `@1` for events only."""
    return f"{place}@{node}"


def fresh_id() -> str:
    """A random identifier (128 bits) fit for `sid`, `jti` and `sub`."""
    return secrets.token_urlsafe(16)


def import_key(jwk: Mapping[str, Any]) -> OKPKey:
    """The Ed25519 key of a JWK (private or public) with a `kid`. Raises ValueError saying what is wrong
    with it.
    """
    if jwk.get("kty") != "OKP" or jwk.get("crv") != ALGORITHM:
        raise ValueError(
            f"Ticket key refused: kty {jwk.get('kty')!r}, crv {jwk.get('crv')!r}. Use an OKP {ALGORITHM} JWK."
        )
    kid = jwk.get("kid")
    if not isinstance(kid, str) or not _IDENTIFIER.fullmatch(kid):
        raise ValueError(f"Ticket key refused: kid {kid!r}. Give it 1 to 64 letters, digits, '-' or '_'.")
    try:
        return OKPKey.import_key(dict(jwk))
    except (JoseError, ValueError, TypeError) as error:
        raise ValueError(f"Ticket key {kid!r} refused: {error}.") from error


def generate_key(kid: str) -> OKPKey:
    """A new private key; keep `key.as_dict(private=True)`, give `private=False` to the world."""
    return OKPKey.generate_key(ALGORITHM, {"kid": kid}, private=True, auto_kid=False)


def new_claims(
    visitor: Visitor,
    *,
    issuer: str,
    place: str,
    node: str,
    now: float,
    life_s: int = TICKET_LIFE_S,
    load: bool = False,
) -> Claims:
    """The claims of a ticket made at `now` (seconds since 1970). `issue` fills in the key's id."""
    return Claims(
        iss=issuer,
        aud=audience(place, node),
        sub=visitor.sub,
        sid=visitor.sid,
        jti=fresh_id(),
        kid="",
        iat=int(now),
        exp=int(now) + life_s,
        use="ticket",
        name=visitor.name,
        look=visitor.look,
        level=visitor.level,
        roles=visitor.roles,
        lang=visitor.lang,
        key=visitor.key,
        load=load,
    )


def pass_of(ticket: Claims, life_s: int = PASS_LIFE_S) -> Claims:
    """The claims of the pass that belongs to a ticket: the same person and visit, longer-lived, its own
    jti.
    """
    return replace(ticket, use="pass", jti=fresh_id(), exp=ticket.iat + life_s)


def issue(claims: Claims, key: OKPKey) -> str:
    """Sign the claims with the city's private key: a compact JWT."""
    kid = str(key.kid)
    payload: dict[str, Any] = {
        "iss": claims.iss,
        "aud": claims.aud,
        "sub": claims.sub,
        "sid": claims.sid,
        "jti": claims.jti,
        "kid": kid,
        "iat": claims.iat,
        "exp": claims.exp,
        "use": claims.use,
        "name": claims.name,
        "look": claims.look,
        "level": claims.level,
        "roles": list(claims.roles),
        "lang": claims.lang,
    }
    if claims.key:
        payload["key"] = claims.key
    if claims.load:
        payload["load"] = True
    return jwt.encode({"alg": ALGORITHM, "kid": kid}, payload, key, algorithms=[ALGORITHM])


def verify(
    token: str,
    keys: Mapping[str, OKPKey],
    *,
    places: Collection[str],
    node: str,
    now: float,
    leeway_s: int = LEEWAY_S,
) -> Claims:
    """The claims of a token that one of `keys` (by kid) signed for one of `places` here, valid at `now`.

    Takes about 0.2 ms. Raises TicketError with code malformed | unknown_key | bad_signature |
    wrong_audience | expired | not_yet.
    """
    key = keys.get(_kid_of(token))
    if key is None:
        raise TicketError(
            "unknown_key", "The ticket is signed with a key this world does not know. Fetch a new one."
        )
    try:
        decoded = jwt.decode(token, key, algorithms=[ALGORITHM])
    except (JoseError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise TicketError(
            "bad_signature", "The ticket's signature does not match its contents. Fetch a new one."
        ) from error
    claims = claims_from_json(decoded.claims)
    if claims.kid != key.kid:
        raise TicketError("malformed", "The ticket names two different keys. Fetch a new one.")
    if claims.place not in places or claims.aud != audience(claims.place, node):
        raise TicketError(
            "wrong_audience",
            f"The ticket is for {claims.aud!r}, not for a place of this node. Fetch one for here.",
        )
    if now > claims.exp + leeway_s:
        raise TicketError(
            "expired", f"The {claims.use} expired {int(now - claims.exp)} s ago. Fetch a new one."
        )
    if now < claims.iat - leeway_s:
        raise TicketError(
            "not_yet", f"The {claims.use} is dated in the future. Set the clocks of web and world."
        )
    return claims


def claims_from_json(payload: Mapping[str, Any]) -> Claims:
    """Read a token's payload strictly. Raises TicketError("malformed") naming the claim."""
    texts = {name: _text(payload, name, size) for name, size in _TEXT_SIZES.items()}
    for name in ("sub", "sid", "jti", "kid"):
        if not _IDENTIFIER.fullmatch(texts[name]):
            raise _malformed(name, "1 to 64 letters, digits, '-' or '_'")
    if not _LANG.fullmatch(texts["lang"]):
        raise _malformed("lang", "a language tag such as 'ko'")
    if not texts["name"]:
        raise _malformed("name", "at least one character")
    use = payload.get("use")
    if use not in ("ticket", "pass"):
        raise _malformed("use", "'ticket' or 'pass'")
    roles = payload.get("roles", [])
    if (
        not isinstance(roles, list)
        or len(roles) > 16
        or not all(isinstance(r, str) and len(r) <= 40 for r in roles)
    ):
        raise _malformed("roles", "a list of at most 16 short strings")
    return Claims(
        **texts,
        iat=_seconds(payload, "iat"),
        exp=_seconds(payload, "exp"),
        use=use,
        roles=tuple(roles),
        key=_optional_identifier(payload, "key"),
        load=payload.get("load") is True,
    )


_TEXT_SIZES = {
    "iss": 200,
    "aud": 100,
    "sub": 64,
    "sid": 64,
    "jti": 64,
    "kid": 64,
    "name": 64,
    "look": 64,
    "level": 20,
    "lang": 12,
}


def _kid_of(token: str) -> str:
    if not token or len(token) > _TOKEN_CHARS or not token.isascii():
        raise TicketError("malformed", f"A ticket is a JWT of at most {_TOKEN_CHARS} ASCII characters.")
    try:
        kid = extract_compact(token.encode("ascii")).headers().get("kid")
    except (JoseError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise TicketError(
            "malformed", "The ticket is not a JWT. Send what the ticket address answered."
        ) from error
    if not isinstance(kid, str):
        raise TicketError("malformed", "The ticket names no key (kid). Fetch a new one.")
    return kid


def _malformed(name: str, wanted: str) -> TicketError:
    return TicketError("malformed", f"The ticket's claim {name!r} must be {wanted}. Fetch a new one.")


def _text(payload: Mapping[str, Any], name: str, size: int) -> str:
    value = payload.get(name)
    if not isinstance(value, str) or len(value) > size:
        raise _malformed(name, f"a string of at most {size} characters")
    return value


def _optional_identifier(payload: Mapping[str, Any], name: str) -> str:
    value = payload.get(name, "")
    if not isinstance(value, str) or (value and not _IDENTIFIER.fullmatch(value)):
        raise _malformed(name, "absent, or 1 to 64 letters, digits, '-' or '_'")
    return value


def _seconds(payload: Mapping[str, Any], name: str) -> int:
    value = payload.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**40:
        raise _malformed(name, "whole seconds since 1970")
    return value
