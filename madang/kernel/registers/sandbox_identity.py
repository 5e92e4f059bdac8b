"""The sandbox's proof of identity: a page offers the invented residents, and whoever is chosen is proved."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from madang.kernel.registers.interfaces import (
    NotFound,
    ProofRefused,
    ProofStarted,
    ProvedIdentity,
    ResidentRegistry,
)


@dataclass(frozen=True)
class SandboxIdentity:
    """Sends the browser to `page` with `state` and `return_to`; there somebody invented is chosen.

    The page is the web's. It goes on to `return_to` with `state` and `person`, a key of the register.
    """

    registry: ResidentRegistry
    page: str
    method: str = "sandbox"

    def start(self, return_to: str, state: str) -> ProofStarted:
        """Where to send the browser."""
        question = urlencode({"state": state, "return_to": return_to})
        return ProofStarted(f"{self.page}?{question}", {"state": state})

    def finish(self, params: Mapping[str, str], keep: Mapping[str, str]) -> ProvedIdentity:
        """Who was chosen. Raises ProofRefused and RegisterUnavailable."""
        if not same_state(params, keep):
            raise ProofRefused("invalid", "the state is not the one that was sent")
        if params.get("error"):
            raise ProofRefused("denied", "nobody was chosen")
        try:
            person = self.registry.resident(params.get("person", ""))
        except NotFound as error:
            raise ProofRefused("invalid", "nobody is registered under that key") from error
        return ProvedIdentity(person.id, person.name, person.birth, self.method, person.id)


def same_state(params: Mapping[str, str], keep: Mapping[str, str]) -> bool:
    """Whether the state came back that the session kept; takes the same time always."""
    kept = keep.get("state", "")
    return bool(kept) and secrets.compare_digest(params.get("state", "").encode(), kept.encode())
