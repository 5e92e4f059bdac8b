"""A small real OpenID provider for tests: discovery, keys, code with PKCE, ID token, userinfo."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

CLIENT_ID = "madang"
SECRET = "a-secret-for-tests"
PERSON = {"sub": "subject-7", "name": "김하늘", "birthdate": "1988-04-12", "madang_resident": "kim-haneul"}


@dataclass
class OidcServer:
    """Where it listens, how it misbehaves just now, and which codes it gave."""

    url: str = ""
    fault: str = ""
    claims: Mapping[str, Any] = field(default_factory=lambda: dict(PERSON))
    userinfo: Mapping[str, Any] | None = None
    keys: list[ECKey] = field(default_factory=lambda: [ECKey.generate_key("P-256", {"kid": "first"})])
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    token_requests: int = 0

    def turn_keys(self) -> None:
        """Sign with another key from now on."""
        self.keys = [ECKey.generate_key("P-256", {"kid": secrets.token_hex(4)})]

    def sign_in(self, address: str) -> dict[str, str]:
        """What a browser brings back from `address` after the person agreed."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return {"code": code, "state": asked["state"], "iss": self.url}

    def way_back(self, address: str) -> str:
        """Where the provider sends the browser of somebody who agrees at once."""
        asked = parse_qs(urlsplit(address).query)
        return f"{asked['redirect_uri'][0]}?{urlencode(self.sign_in(address))}"

    def id_token(self, asked: Mapping[str, str], claims: Mapping[str, Any]) -> str:
        """An ID token for the request `asked`, wrong as the fault says."""
        now = int(time.time())
        value: dict[str, Any] = {
            "iss": self.url,
            "aud": CLIENT_ID,
            "iat": now,
            "exp": now + 60,
            "nonce": asked["nonce"],
            **claims,
        }
        wrong: dict[str, dict[str, Any]] = {
            "other_nonce": {"nonce": "another"},
            "no_nonce": {"nonce": None},
            "other_audience": {"aud": "another"},
            "other_issuer": {"iss": "https://another.example"},
            "expired": {"iat": now - 7200, "exp": now - 3600},
            "for_others_too": {"aud": [CLIENT_ID, "another"], "azp": "another"},
        }
        value.update(wrong.get(self.fault, {}))
        value = {name: one for name, one in value.items() if one is not None}
        if self.fault == "unsigned":
            return f"{_segment({'alg': 'none'})}.{_segment(value)}."
        key = ECKey.generate_key("P-256") if self.fault == "forged" else self.keys[0]
        token = jwt.encode({"alg": "ES256", "kid": self.keys[0].kid or ""}, value, key)
        return token[:-8] + "AAAAAAAA" if self.fault == "altered" else token


@contextmanager
def oidc_server() -> Iterator[OidcServer]:
    """A provider on a port of its own, ended at the end."""
    state = OidcServer()
    server = _Server(state)
    state.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, state: OidcServer) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.state = state


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"

    def log_message(self, *_args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        state = self.server.state
        if state.fault == "down":
            self._answer(503, {})
        elif self.path.startswith("/authorize?"):
            self.send_response(302)
            self.send_header("Location", state.way_back(self.path))
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif self.path == "/.well-known/openid-configuration":
            issuer = "https://another.example" if state.fault == "other_metadata" else state.url
            self._answer(200, {"issuer": issuer, **_endpoints(state)})
        elif self.path == "/keys":
            self._answer(200, KeySet(list(state.keys)).as_dict(private=False))
        elif self.path == "/userinfo" and state.userinfo is not None:
            self._answer(200, state.userinfo)
        else:
            self._answer(404, {})

    def do_POST(self) -> None:
        state = self.server.state
        state.token_requests += 1
        if state.fault == "token_slow":
            time.sleep(1.5)
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        given = {name: values[0] for name, values in form.items()}
        asked = state.codes.pop(given.get("code", ""), None)
        if asked is None or not self._agrees(asked, given):
            self._answer(400, {"error": "invalid_grant"})
            return
        token = state.id_token(asked, state.claims)
        self._answer(200, {"id_token": token, "access_token": "access", "token_type": "Bearer"})

    def _agrees(self, asked: Mapping[str, str], given: Mapping[str, str]) -> bool:
        """Whether client, address and PKCE are those of the request."""
        digest = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
        basic = "Basic " + base64.b64encode(f"{CLIENT_ID}:{SECRET}".encode()).decode()
        return (
            base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == asked["code_challenge"]
            and asked["code_challenge_method"] == "S256"
            and given.get("redirect_uri") == asked["redirect_uri"]
            and self.headers.get("Authorization") == basic
        )

    def _answer(self, status: int, value: object) -> None:
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _endpoints(state: OidcServer) -> dict[str, str]:
    endpoints = {
        "authorization_endpoint": f"{state.url}/authorize",
        "token_endpoint": f"{state.url}/token",
        "jwks_uri": f"{state.url}/keys",
    }
    return (
        endpoints if state.userinfo is None else {**endpoints, "userinfo_endpoint": f"{state.url}/userinfo"}
    )


def _segment(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()
