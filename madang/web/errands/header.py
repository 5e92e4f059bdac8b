"""What the header says about the errands of the person who asks; asked only by pages that show it."""

from dataclasses import dataclass

from django.db import DatabaseError
from django.http import HttpRequest

from madang.kernel.errands.lookup import count_going_on
from madang.kernel.errands.notifications import unread
from madang.kernel.identity import visitor_of


@dataclass(frozen=True)
class InHeader:
    """How many errands go on, and how many notifications are unread."""

    going_on: int = 0
    unread: int = 0

    @property
    def any(self) -> bool:
        """Whether there is anything to lead to."""
        return bool(self.going_on or self.unread)


def errands_in_header(request: HttpRequest) -> InHeader:
    """Two small questions to the database for somebody with a session, none for everybody else."""
    subject = visitor_of(request).subject
    if subject is None:
        return InHeader()
    try:
        return InHeader(count_going_on(subject), unread(subject))
    except DatabaseError:
        return InHeader()
