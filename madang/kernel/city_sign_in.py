"""The city's own sign-in, where it has one: `[identity.oidc]` of city.toml, the secret in the environment."""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from madang import paths

SECRET_VARIABLE = "MADANG_OIDC_SECRET"
_LOCAL = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class CitySignIn:
    """An OpenID Connect provider. `name` by language stands on the button; `id` in the address."""

    id: str
    name: Mapping[str, str]
    issuer: str
    client_id: str
    secret: str


class CitySignInRefused(ValueError):
    """`[identity.oidc]` says something that cannot be."""


@cache
def load_city_sign_in(slug: str) -> CitySignIn | None:
    """The provider of the city `slug`, None where city.toml names none. Raises CitySignInRefused."""
    path = paths.cities_dir() / slug / "city.toml"
    value = tomllib.loads(path.read_text(encoding="utf-8")).get("identity", {}).get("oidc")
    return None if value is None else read_city_sign_in(value, os.environ)


def read_city_sign_in(value: Mapping[str, object], environ: Mapping[str, str]) -> CitySignIn:
    """The provider that the table describes. Raises CitySignInRefused, naming the key."""
    texts = {key: value.get(key) for key in ("id", "issuer", "client_id")}
    for key, text in texts.items():
        if not isinstance(text, str) or not text:
            raise CitySignInRefused(f"[identity.oidc] lacks '{key}'. Give it as text.")
    found, issuer, client_id = (str(text) for text in texts.values())
    name = value.get("name")
    if not isinstance(name, Mapping) or not {"ko", "en"} <= set(name):
        raise CitySignInRefused("[identity.oidc] lacks 'name'. Give it as { ko = …, en = … }.")
    if not re.fullmatch(r"[a-z][a-z0-9-]{0,30}", found):
        raise CitySignInRefused(f"[identity.oidc] id '{found}' refused: use small letters, digits, hyphens.")
    parts = urlsplit(issuer)
    if parts.scheme != "https" and parts.hostname not in _LOCAL:
        raise CitySignInRefused(f"[identity.oidc] issuer '{issuer}' refused: it must begin with https://.")
    secret = environ.get(SECRET_VARIABLE, "")
    if not secret:
        raise CitySignInRefused(f"[identity.oidc] needs its secret in the environment: {SECRET_VARIABLE}.")
    return CitySignIn(found, {str(k): str(v) for k, v in name.items()}, issuer, client_id, secret)
