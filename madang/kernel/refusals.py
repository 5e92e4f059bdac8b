"""What an API operation says when it refuses: `{"detail": [{"field", "code", "text"}]}`, by the web."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong. `field` is empty when it is the request as a whole; `more` is for machines."""

    field: str
    code: str
    text: str
    more: Mapping[str, object] = dataclass_field(default_factory=dict)


class Refused(Exception):
    """An operation refuses: raise it with the status, the problems, and how long to wait where that helps."""

    def __init__(self, status: int, *problems: Problem, retry_after_s: int | None = None) -> None:
        super().__init__(f"{status} {', '.join(problem.code for problem in problems)}")
        self.status = status
        self.problems = problems
        self.retry_after_s = retry_after_s
