"""Proof of identity by an OpenID provider: authorisation code with PKCE, state and nonce, all checked.

Sources: OpenID Connect Core 1.0 (3.1), Discovery 1.0, RFC 7636 (PKCE), RFC 9207 (issuer in the answer).
The provider's claims become our own level: its `acr` is not asked, because it means something else at each.
"""

import base64
import hashlib
import json
import logging
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from madang.kernel.registers.exchange import Answer, ExchangeFailed, exchange, make_client, tls_context
from madang.kernel.registers.http import read_token
from madang.kernel.registers.interfaces import (
    ProofRefused,
    ProofStarted,
    ProvedIdentity,
    RegisterUnavailable,
)
from madang.kernel.registers.plan import OidcAdapter
from madang.kernel.registers.sandbox_identity import same_state

log = logging.getLogger(__name__)
ALGORITHMS = ("RS256", "PS256", "ES256", "Ed25519", "EdDSA")
METADATA_LIFE_S = 3600.0
KEYS_AGAIN_AFTER_S = 30.0
PROOF_LIFE_S = 600
RETRY_S = 30
_MAXIMUM_BYTES = 262_144
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


@dataclass
class OidcIdentity:
    """An OpenID provider, asked by this process. Any thread may use it."""

    adapter: OidcAdapter
    client: httpx.Client
    secret: str | None
    now: Callable[[], float] = time.time
    method: str = "oidc"
    _metadata: dict[str, Any] = field(default_factory=dict)
    _metadata_at_s: float = float("-inf")
    _keys: KeySet | None = None
    _keys_at_s: float = float("-inf")
    _answers: bool = True
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def start(self, return_to: str, state: str) -> ProofStarted:
        """Where to send the browser. Raises RegisterUnavailable."""
        verifier, nonce = secrets.token_urlsafe(48), secrets.token_urlsafe(24)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        endpoint = self._discovered()["authorization_endpoint"]
        question = urlencode(
            {
                "response_type": "code",
                "client_id": self.adapter.client_id,
                "redirect_uri": return_to,
                "scope": " ".join(self.adapter.scopes),
                "state": state,
                "nonce": nonce,
                "code_challenge": challenge,
                "code_challenge_method": "S256",
            }
        )
        keep = {
            "state": state,
            "nonce": nonce,
            "verifier": verifier,
            "return_to": return_to,
            "until": str(int(self.now()) + PROOF_LIFE_S),
        }
        return ProofStarted(f"{endpoint}{'&' if urlsplit(endpoint).query else '?'}{question}", keep)

    def finish(self, params: Mapping[str, str], keep: Mapping[str, str]) -> ProvedIdentity:
        """Who was proved. Raises ProofRefused and RegisterUnavailable."""
        tokens, claims = self._answered(params, keep)
        return self._proved({**self._more_claims(tokens, claims), **claims})

    def subject(self, params: Mapping[str, str], keep: Mapping[str, str]) -> str:
        """The provider's lasting key of the person, and nothing else. Raises as `finish`."""
        _tokens, claims = self._answered(params, keep)
        return str(claims["sub"])

    def _answered(
        self, params: Mapping[str, str], keep: Mapping[str, str]
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """The tokens and the checked claims of the ID token for what the browser brought back."""
        if not same_state(params, keep):
            raise ProofRefused("invalid", "the state is not the one that was sent")
        if self.now() > float(keep.get("until", "0")):
            raise ProofRefused("expired", f"it took longer than {PROOF_LIFE_S} s")
        if params.get("iss", self.adapter.issuer) != self.adapter.issuer:
            raise ProofRefused("invalid", "another issuer answered")
        if params.get("error"):
            raise ProofRefused("denied", "the provider says no")
        if not params.get("code"):
            raise ProofRefused("invalid", "no code came back")
        tokens = self._exchange_code(params["code"], keep)
        return tokens, self._verified(str(tokens.get("id_token", "")), keep["nonce"])

    def answers(self) -> bool:
        """Whether the provider answered when it was last asked; never asks and never waits."""
        return self._answers

    def _discovered(self) -> dict[str, Any]:
        """The provider's metadata, at most an hour old."""
        with self._lock:
            fresh = self.now() - self._metadata_at_s < METADATA_LIFE_S
            if fresh and self._metadata:
                return self._metadata
        address = f"{self.adapter.issuer.rstrip('/')}/.well-known/openid-configuration"
        found = self._json(self._send(self.client.build_request("GET", address)))
        if found.get("issuer") != self.adapter.issuer:
            raise self._unavailable("metadata of another issuer")
        for name in _ENDPOINTS:
            self._require_safe(found.get(name), name)
        with self._lock:
            self._metadata, self._metadata_at_s = found, self.now()
        return found

    def _exchange_code(self, code: str, keep: Mapping[str, str]) -> dict[str, Any]:
        """Swap the code for tokens; never tried twice, because a code serves once."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": keep["return_to"],
            "code_verifier": keep["verifier"],
            "client_id": self.adapter.client_id,
        }
        auth = httpx.BasicAuth(self.adapter.client_id, self.secret) if self.secret else None
        request = self.client.build_request("POST", self._discovered()["token_endpoint"], data=form)
        if auth:
            request = next(auth.auth_flow(request))
        answer = self._send(request)
        if answer.status == 400:
            raise ProofRefused("invalid", "the provider refused the code")
        return self._json(answer)

    def _verified(self, token: str, nonce: str) -> dict[str, Any]:
        """The claims of an ID token whose signature, issuer, audience, times and nonce are right."""
        if not token or len(token) > _MAXIMUM_BYTES:
            raise ProofRefused("invalid", "no ID token came")
        try:
            decoded = self._decode(token)
            claims: dict[str, Any] = dict(decoded.claims)
            jwt.JWTClaimsRegistry(
                now=int(self.now()),
                leeway=self.adapter.clock_leeway_s,
                iss={"essential": True, "value": self.adapter.issuer},
                aud={"essential": True, "value": self.adapter.client_id},
                exp={"essential": True},
                iat={"essential": True},
                sub={"essential": True},
                nonce={"essential": True, "value": nonce},
            ).validate(claims)
        except (JoseError, ValueError, TypeError, KeyError) as error:
            log.warning("An ID token was refused: %s.", type(error).__name__)
            raise ProofRefused("invalid", "the ID token is not right") from None
        audience = claims["aud"]
        several = isinstance(audience, list) and len(audience) > 1
        if claims.get("azp", None if several else self.adapter.client_id) != self.adapter.client_id:
            raise ProofRefused("invalid", "the ID token is for somebody else")
        return claims

    def _decode(self, token: str) -> jwt.Token:
        """Check the signature; where the key is unknown, fetch the provider's keys once more."""
        try:
            return jwt.decode(token, self._key_set(again=False), algorithms=list(ALGORITHMS))
        except (JoseError, ValueError):
            if self.now() - self._keys_at_s < KEYS_AGAIN_AFTER_S:
                raise
            return jwt.decode(token, self._key_set(again=True), algorithms=list(ALGORITHMS))

    def _key_set(self, again: bool) -> KeySet:
        if self._keys is None or again or self.now() - self._keys_at_s > METADATA_LIFE_S:
            address = self._discovered()["jwks_uri"]
            value = self._json(self._send(self.client.build_request("GET", address)))
            try:
                keys = [one for one in value["keys"] if one.get("kty") in {"RSA", "EC", "OKP"}]
                self._keys = KeySet.import_key_set({"keys": keys})
            except (JoseError, KeyError, TypeError, ValueError, AttributeError) as error:
                raise self._unavailable("keys that cannot be read") from error
            self._keys_at_s = self.now()
        return self._keys

    def _more_claims(self, tokens: Mapping[str, Any], claims: Mapping[str, Any]) -> dict[str, Any]:
        """What the userinfo endpoint adds, where the ID token lacks a claim that we need."""
        wanted = {self.adapter.claim_name, self.adapter.claim_birth, self.adapter.claim_resident} - {None}
        endpoint = self._discovered().get("userinfo_endpoint")
        if wanted <= set(claims) or endpoint is None or not tokens.get("access_token"):
            return {}
        self._require_safe(endpoint, "userinfo_endpoint")
        headers = {"Authorization": f"Bearer {tokens['access_token']}"}
        found = self._json(self._send(self.client.build_request("GET", endpoint, headers=headers)))
        if found.get("sub") != claims["sub"]:
            raise ProofRefused("invalid", "the provider told of another person")
        return found

    def _proved(self, claims: Mapping[str, Any]) -> ProvedIdentity:
        name, birth = claims.get(self.adapter.claim_name), claims.get(self.adapter.claim_birth)
        resident = claims.get(self.adapter.claim_resident) if self.adapter.claim_resident else None
        try:
            born = date.fromisoformat(str(birth))
        except ValueError:
            raise ProofRefused("invalid", "the provider told no birth date") from None
        if not isinstance(name, str) or not name.strip():
            raise ProofRefused("invalid", "the provider told no name")
        if self.adapter.claim_resident and not (isinstance(resident, str) and 1 <= len(resident) <= 64):
            raise ProofRefused("invalid", "the provider told no key of the register")
        return ProvedIdentity(resident, name.strip(), born, self.method, str(claims["sub"])[:255])

    def _send(self, request: httpx.Request) -> Answer:
        try:
            answer = exchange(self.client, request, self.adapter.timeout_s, _MAXIMUM_BYTES)
        except ExchangeFailed as failure:
            raise self._unavailable(failure.why) from failure
        if answer.status >= 500 or answer.status == 429:
            raise self._unavailable(f"status {answer.status}", answer.retry_after_s)
        self._answers = True
        return answer

    def _json(self, answer: Answer) -> dict[str, Any]:
        if answer.status != 200:
            raise self._unavailable(f"status {answer.status}")
        try:
            value = json.loads(answer.body)
        except (ValueError, RecursionError):
            raise self._unavailable("an answer that is no JSON") from None
        if not isinstance(value, dict):
            raise self._unavailable("an answer that is no JSON object")
        return value

    def _require_safe(self, address: object, name: str) -> None:
        """Endpoints are https, or on this machine where the issuer is too."""
        parts = urlsplit(address) if isinstance(address, str) else None
        if parts is None or not (
            parts.scheme == "https" or (parts.scheme, self.adapter.issuer[:5]) == ("http", "http:")
        ):
            raise self._unavailable(f"no safe {name}")

    def _unavailable(self, why: str, retry_after_s: int | None = None) -> RegisterUnavailable:
        self._answers = False
        log.warning("The identity provider is unavailable: %s.", why)
        return RegisterUnavailable("identity", why, max(1, min(retry_after_s or RETRY_S, 3600)))


def oidc_identity(adapter: OidcAdapter, keys: Path) -> OidcIdentity:
    """The provider that `adapter` describes; its secret and authority are files in `keys`."""
    context = tls_context(keys, adapter.authority, None, None)
    secret = read_token(keys, adapter.secret_file) if adapter.secret_file else None
    return OidcIdentity(adapter, make_client(context), secret)


def signing_in(issuer: str, client_id: str, secret: str) -> OidcIdentity:
    """A provider that only says who signs in again: asked for `openid` alone, with no claim of a name."""
    adapter = OidcAdapter(kind="oidc", issuer=issuer, client_id=client_id, scopes=("openid",))
    return OidcIdentity(adapter, make_client(tls_context(Path(), None, None, None)), secret)
