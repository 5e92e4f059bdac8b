"""The sandbox city's people who can sign in: seven residents and the staff. A real city has none of them."""

from dataclasses import dataclass

from django.utils.crypto import salted_hmac
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from madang.kernel.identity import Post, Visitor
from madang.kernel.service import Assurance

SUBJECT_CHARS = 32


@dataclass(frozen=True)
class Persona:
    """Somebody invented. `roles` is empty for a resident; `about` says what they are good for in a trial.

    `service` is the one that a member of staff works for, empty for all. A resident's slug is their key in
    the sandbox's registers. `text_percent` is the size of letters they read best.
    """

    slug: str
    name: str | Promise
    about: str | Promise
    roles: tuple[str, ...] = ()
    service: str = ""
    text_percent: int = 100

    @property
    def is_staff(self) -> bool:
        """Whether this one works for the city."""
        return bool(self.roles)

    def visitor(self) -> Visitor:
        """Who they are to every service: the same random-looking subject at every sign-in of this city.

        Residents count as verified. Staff are members with a role: a role is no proof of residence.
        """
        subject = salted_hmac("madang.kernel.personas", self.slug, algorithm="sha256").hexdigest()[
            :SUBJECT_CHARS
        ]
        level = Assurance.MEMBER if self.is_staff else Assurance.VERIFIED
        return Visitor(
            subject=subject,
            level=level,
            roles=self.roles,
            resident=None if self.is_staff else self.slug,
            posts=tuple(Post(role, self.service) for role in self.roles),
        )


PERSONAS: tuple[Persona, ...] = (
    Persona("kim-haneul", "김하늘", _("Born 1988, head of a household of four in Jung-gu, one home, a car")),
    Persona("park-seojun", "박서준", _("Born 1975, Gangnam-gu, two homes, one unpaid car tax bill")),
    Persona("lee-areum", "이아름", _("Born 2009, pupil in Nowon-gu, child of Lee Junho")),
    Persona("lee-junho", "이준호", _("Born 1979, guardian of Lee Areum, no home")),
    Persona(
        "choi-malsoon",
        "최말순",
        _("Born 1946, lives alone in Jongno-gu, prefers large text"),
        text_percent=150,
    ),
    Persona("jung-daeun", "정다은", _("Born 1995, registered disability, moved from Andong to Mapo-gu")),
    Persona("smith-john", "John Smith", _("Born 1990, registered foreign resident in Yongsan-gu")),
    Persona("agent-120", _("120 agent"), _("Answers questions at the 120 desk"), ("agent",)),
    Persona("agent-120-b", _("120 agent, second desk"), _("Takes over from the first"), ("agent",)),
    Persona("officer-tax", _("Tax officer"), _("Holds consultations about local taxes"), ("officer",), "tax"),
    Persona("mentor-seoullearn", _("Seoul Learn mentor"), _("Talks with pupils"), ("mentor",)),
    Persona("clerk", _("Certificate clerk"), _("Looks after certificates"), ("clerk",)),
    Persona("moderator", _("Moderator"), _("Keeps order in the square"), ("moderator",)),
    Persona("editor", _("Editor"), _("Edits places, notices and events"), ("editor",)),
    Persona("admin", _("Administrator"), _("May do what every staff member may"), ("admin",)),
)
_BY_SLUG = {persona.slug: persona for persona in PERSONAS}


def find_persona(slug: str) -> Persona | None:
    """The persona `slug`, or None."""
    return _BY_SLUG.get(slug)


def persona_of(subject: str) -> Persona | None:
    """The persona with this subject, or None."""
    return next((persona for persona in PERSONAS if persona.visitor().subject == subject), None)


def residents() -> tuple[Persona, ...]:
    """The seven who live in the sandbox city."""
    return tuple(persona for persona in PERSONAS if not persona.is_staff)


def staff() -> tuple[Persona, ...]:
    """Those who work for it."""
    return tuple(persona for persona in PERSONAS if persona.is_staff)
