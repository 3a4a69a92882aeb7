"""What a pulse can ask about: each construct with where it comes from, its statements and how they are scored.

The statements are our own wording and not yet validated (science.md 1.1, 1.2). They are all keyed positively,
because negatively keyed items behave badly in very short forms.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from facilitation.voice.pulse_items import MEASURES
from facilitation.words import Phrase

AGREEMENT = ("1", "2", "3", "4", "5")
NO, YES = "1", "2"
DOES_NOT_APPLY, RATHER_NOT = "x", "r"
UNSCORED = frozenset({DOES_NOT_APPLY, RATHER_NOT})
OWN = "own"
RATING = "GR"
WRITTEN = "w:"  # in front of words that somebody wrote, so that no word is taken for a value


class Scale(StrEnum):
    AGREEMENT = "agreement"  # 1 strongly disagree … 5 strongly agree
    YES_NO = "yes_no"  # 1 no, 2 yes
    CHOICE = "choice"  # 1 … 5, in the convener's own words
    OPEN = "open"  # a sentence or two
    RATING = "rating"  # 0 … 10


@dataclass(frozen=True, slots=True)
class Construct:
    """One thing worth knowing about a community. ``items`` rotate: a person meets one of them in a wave."""

    id: str
    items: tuple[str, ...]
    source: str
    scale: Scale = Scale.AGREEMENT
    about_problem: bool = False

    @property
    def name(self) -> Phrase:
        return MEASURES[self.id]


BANK: dict[str, Construct] = {
    one.id: one
    for one in (
        Construct(
            "ID",
            ("ID1", "ID2", "ID3"),
            "collective self-construal: Postmes, Haslam & Jans 2013; Leach et al. 2008",
        ),
        Construct(
            "EF",
            ("EF1", "EF2", "EF3"),
            "collective efficacy: Goddard; Stajkovic, Lee & Nyberg 2009",
            about_problem=True,
        ),
        Construct(
            "EM",
            ("EM1", "EM2", "EM3"),
            "empowerment: Kirkman & Rosen 1999; Kirkman et al. 2004; Spreitzer 1995",
        ),
        Construct(
            "SU",
            ("SU1", "SU2", "SU3"),
            "perceived support: Eisenberger et al. 1997; Rhoades & Eisenberger 2002",
        ),
        Construct(
            "PR",
            ("PR1", "PR2", "PR3"),
            "prototypicality, group orientation: Steffens et al. 2014; van Knippenberg 2005",
        ),
        Construct("BE", ("BE1", "BE2", "BE3"), "sense of community: Peterson, Speer & McMillan 2008"),
        Construct("PS", ("PS1", "PS2", "PS3"), "psychological safety: Edmondson 1999"),
        Construct(
            "DL", ("DL1", "DL2", "DL3"), "shared leadership: Grille & Kauffeld 2015; Jønsson et al. 2016"
        ),
        Construct(
            "VC",
            ("VC1", "VC2", "VC3", "VC4", "VC5"),
            "five cycles of value creation: Wenger, Trayner & de Laat 2011",
            Scale.YES_NO,
        ),
        Construct("VA", ("VA1", "VA2", "VA3"), "word and deed: Simons 2002"),
    )
}


@dataclass(frozen=True, slots=True)
class OwnQuestion:
    """A convener's own question, shown in their words and marked as theirs."""

    words: str
    scale: Scale
    choices: tuple[str, ...] = ()  # two to five, for CHOICE


def measure_of(item: str) -> str:
    """The construct an item belongs to; ``own`` is its own measure."""
    return item if item == OWN else item[:2]


def values_of(scale: Scale, choices: int = 0) -> tuple[str, ...]:
    """The values that count on a scale, lowest first; () where answers are words."""
    if scale is Scale.AGREEMENT:
        return AGREEMENT
    if scale is Scale.YES_NO:
        return (NO, YES)
    if scale is Scale.RATING:
        return tuple(str(one) for one in range(11))
    return tuple(str(one + 1) for one in range(choices)) if scale is Scale.CHOICE else ()
