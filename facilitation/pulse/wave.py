"""One pulse of one community, from draft to closed: its shape, the facts of its life, and what rules look at.

Who was asked and what was answered never stand in the same row. While a wave is open a person's answers are one sealed
sheet under a pseudonym that only the wave's secret can compute; at closing the sheets are counted and burnt with it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from facilitation.community import Community
from facilitation.people import Person
from facilitation.pulse.instruments import BANK, OWN, RATING, OwnQuestion, Scale, values_of
from facilitation.words import Change, CommunityId, PersonId

MOST_MEASURES = 3  # "one to three questions in a DM"; with a question of the convener's own: four
MOST_ITEMS = 4  # per person in four weeks, over all communities (science.md 1.3)
FOUR_WEEKS = timedelta(weeks=4)
LEAST = 5  # answers below which nothing is shown; may be raised, never lowered


class Status(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Wave:
    """One asking. ``number`` counts the community's waves from 0."""

    id: str
    community: CommunityId
    name: str  # of the community, as it was called when the wave was made
    number: int
    measures: tuple[str, ...]
    turns: tuple[int, ...]  # how often each measure was asked here before: it turns the rotation on
    by: PersonId
    opens_at: datetime
    closes_at: datetime
    status: Status = Status.DRAFT
    problem: str = ""
    own: OwnQuestion | None = None
    least: int = LEAST
    shared_at: datetime | None = None  # from then on the results are there for everybody
    came_of: str = ""  # what came of the last pulse, in the convener's words: it stands on this one's cards
    intended: str = ""  # what the community will do after this one, said once its results were there
    came_after: str = ""  # what came of this one
    round: int = 0  # of a group rating: 1 before the talk, 2 after it; 0 for a pulse
    first: str = ""  # the wave of the first round
    talk_days: int = 0  # between the rounds
    pairs: bool = False  # whoever has room meets a second statement of one construct, for reliability

    @property
    def rates(self) -> bool:
        """Whether this is a round of a group rating and no pulse."""
        return self.round > 0

    @property
    def asks_words(self) -> bool:
        """Whether answers may hold words that people write."""
        return self.own is not None and self.own.scale is Scale.OPEN

    def is_open(self, now: datetime) -> bool:
        return self.status is Status.OPEN and now < self.closes_at

    def scale_of(self, measure: str) -> Scale:
        if measure == OWN:
            return self.own.scale if self.own else Scale.OPEN
        if measure == RATING:
            return Scale.RATING
        return BANK[measure].scale

    def subject_of(self, measure: str) -> str:
        """What a figure is about, over waves and communities: a convener's own question is known by its words."""
        if measure != OWN or self.own is None:
            return measure
        return "own:" + hashlib.blake2b(self.own.words.casefold().encode(), digest_size=8).hexdigest()

    def guarded_as(self, measure: str) -> str:
        """Among what a figure is compared with, so that no subtraction finds a few: a convener's own questions are all
        alike there, because the same question in other words would have the same answers."""
        return measure if measure != OWN else f"own:{self.scale_of(OWN).value}"

    def values_of(self, measure: str) -> tuple[str, ...]:
        """The values that count for this measure, lowest first; () where answers are words."""
        return values_of(self.scale_of(measure), len(self.own.choices) if self.own else 0)


@dataclass(frozen=True, slots=True)
class Seal:
    """The right to one sealed sheet: its pseudonym and the key it is sealed with. Opaque to every rule."""

    pseudonym: str
    key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody this wave was brought to, with how many questions their four weeks still had room for."""

    person: PersonId
    items: int


# --- what rules look at ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CardPicture:
    """What a press on a card meets. ``wave`` None: no such pulse. ``asked`` None: the card was somebody else's."""

    wave: Wave | None
    asked: Asked | None = None
    inside: bool = True  # still in the community
    answers: Mapping[str, str] = field(default_factory=dict)  # item → value, this person's own
    seal: Seal | None = None


@dataclass(frozen=True, slots=True)
class OpeningPicture:
    """What is known when a wave opens. ``recent``: items each person was asked in the last four weeks, anywhere.

    ``before``: whom the first round of a group rating went to.
    """

    wave: Wave | None
    community: Community | None = None
    people: Mapping[PersonId, Person] = field(default_factory=dict)
    recent: Mapping[PersonId, int] = field(default_factory=dict)
    before: tuple[PersonId, ...] = ()
    key_name: str = ""  # which of the house's keys will open the sheets


@dataclass(frozen=True, slots=True)
class Figure:
    """What may be known of one measure of one wave: how many of its cohort gave each value, lowest value first."""

    id: str
    community: CommunityId
    wave: str
    measure: str
    on: date  # the day the wave closed
    counts: tuple[int, ...]
    asked: int  # how many the wave was brought to
    partly: bool = False  # some answers were left out, so that nobody's can be worked out

    @property
    def answered(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Published:
    """One figure that everybody may read, its wave, and the newest earlier figure of the same question, if any."""

    wave: Wave
    figure: Figure
    before: Figure | None = None

    @property
    def measure(self) -> str:
        return self.figure.measure


@dataclass(frozen=True, slots=True)
class StartPicture:
    """What a command or a form meets: the community of this place, the asker's own, and the pulses of these, newest first."""

    here: Community | None = None
    mine: tuple[Community, ...] = ()
    waves: Mapping[CommunityId, tuple[Wave, ...]] = field(default_factory=dict)
    people: Mapping[PersonId, Person] = field(default_factory=dict)
    least: int = LEAST  # answers below which nothing is shown, as the house set it
    pairs: bool = False  # whether the house gathers evidence of how well statements hang together

    def least_for(self, community: CommunityId) -> int:
        """It may be raised and never lowered: not below five, nor below what people were promised here before."""
        return max(LEAST, self.least, *(one.least for one in self.waves.get(community, ())))


@dataclass(frozen=True, slots=True)
class DraftPicture:
    """A drafted wave that a convener sends or puts away."""

    wave: Wave | None = None
    community: Community | None = None
    others: tuple[Wave, ...] = ()


@dataclass(frozen=True, slots=True)
class RestPicture:
    """A card with its person's hours and refusals, for putting it off or stopping."""

    card: CardPicture
    person: Person


@dataclass(frozen=True, slots=True)
class Heard:
    """One sheet, opened for counting. Only the closing sees it with its person, and only in memory."""

    person: PersonId
    answers: Mapping[str, str]
    marks: Mapping[str, str] = field(
        default_factory=dict
    )  # measure → the mark that stands for them in its sets
    first: str = ""  # what stands for them until they have had the results


@dataclass(frozen=True, slots=True)
class ReminderPicture:
    """Everybody a reminder is written to: who was asked and is still there, whether they answered or not (quiet.py)."""

    wave: Wave | None
    asked: tuple[PersonId, ...] = ()
    people: Mapping[PersonId, Person] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ClosingPicture:
    """Everything a closing needs. The last moment at which a sheet still has a person."""

    wave: Wave | None
    community: Community | None = None
    asked: tuple[Asked, ...] = ()  # who is still in the community
    left: tuple[PersonId, ...] = ()  # who was asked and left since: what they answered is not counted
    heard: tuple[Heard, ...] = ()
    people: Mapping[PersonId, Person] = field(default_factory=dict)
    published: Mapping[str, tuple[frozenset[str], ...]] = field(
        default_factory=dict
    )  # measure → sets of marks
    history: tuple[Published, ...] = ()  # what was published here before, newest first
    unreadable: frozenset[str] = frozenset()  # measures whose earlier sets cannot be compared with any more
    key_name: str = ""
    sets_key: bytes = field(default=b"", repr=False)  # what marks are hidden with; opaque to every rule
    pools: Mapping[str, tuple[tuple[str, str, int, int], ...]] = field(
        default_factory=dict
    )  # see reliability.py
    pools_key: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class AgainPicture:
    """What the second round of a group rating follows: its first."""

    first: Wave | None = None
    community: Community | None = None
    waves: tuple[Wave, ...] = ()  # of the community, newest first


@dataclass(frozen=True, slots=True)
class ResultsPicture:
    """What was published of a community, newest wave first. ``wave``: the one that is meant, where one is."""

    community: Community | None = None
    mine: tuple[Community, ...] = ()
    waves: tuple[Wave, ...] = ()
    figures: tuple[Figure, ...] = ()
    wave: Wave | None = None
    comments: tuple[str, ...] = ()


# --- facts -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WaveDrafted(Change):
    wave: Wave


@dataclass(frozen=True, slots=True)
class WaveDropped(Change):
    wave: str


@dataclass(frozen=True, slots=True)
class WaveSent(Change):
    """A convener said: send it. Its times stand from now on."""

    wave: str
    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class PeopleAsked(Change):
    """Who a wave was brought to, on which day, and the secret its pseudonyms come from (64 hex characters)."""

    wave: str
    community: CommunityId
    on: date
    asked: tuple[Asked, ...]
    secret: str = field(repr=False)
    key_name: str = ""


@dataclass(frozen=True, slots=True)
class SheetKept(Change):
    """Somebody's answers as they stand. Nothing here or in storage names them."""

    wave: str
    seal: Seal
    answers: tuple[tuple[str, str], ...]
    roomy: bool = False  # words may be in it: sealed in a larger envelope, so that length tells nothing


@dataclass(frozen=True, slots=True)
class Cohort:
    """The people behind one figure, as marks, for comparing later figures with it."""

    figure: str
    subject: str
    marks: frozenset[str]


@dataclass(frozen=True, slots=True)
class PairsPooled(Change):
    """All pairs of answers there are now of one construct, in no order and of nobody (reliability.py)."""

    construct: str
    pairs: tuple[tuple[str, str, int, int], ...] = field(repr=False)
    key: bytes = field(repr=False)
    key_name: str = ""


@dataclass(frozen=True, slots=True)
class WaveClosed(Change):
    """Counted. The sheets and the secret are burnt in the same transaction; what could not be shown is not kept."""

    wave: str
    shared_at: datetime
    on: date
    figures: tuple[Figure, ...]
    cohorts: tuple[Cohort, ...] = ()
    comments: tuple[tuple[str, str], ...] = ()  # (random id, words)
    key_name: str = ""
    sets_key: bytes = field(default=b"", repr=False)
