"""Published figures as a table: what everybody may read anyway, in a form for a spreadsheet, and nothing else."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from facilitation.attention import ANSWER
from facilitation.community import Community
from facilitation.pulse import reading
from facilitation.pulse.comparing import change_between
from facilitation.pulse.disclosure import band
from facilitation.pulse.instruments import OWN, Scale
from facilitation.pulse.pictures import estimate_of
from facilitation.pulse.reading import everything_shared, which_community
from facilitation.pulse.saying import yes_estimate
from facilitation.pulse.statistics import Estimate, choice_shares
from facilitation.pulse.wave import Published, ResultsPicture
from facilitation.voice import plain
from facilitation.voice import pulse_results as say
from facilitation.voice.pulse_items import MEASURES
from facilitation.words import (
    Arrival,
    Attached,
    Command,
    Decision,
    Given,
    Heading,
    Letter,
    Listing,
    Message,
    PersonId,
    Prose,
    Small,
    Tell,
    Typed,
)

WORD, FILE = "csv", "pulse-figures.csv"
COLUMNS = (
    "closed",
    "measure",
    "question",
    "scale",
    "figure",
    "likely_from",
    "likely_to",
    "answered",
    "change",
    "validated",
)
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would compute what begins so
SCALES = {
    Scale.AGREEMENT: "1 to 5",
    Scale.RATING: "0 to 10",
    Scale.YES_NO: "share of yes",
    Scale.CHOICE: "share",
}


def hear_results(arrival: Arrival, picture: ResultsPicture, given: Given) -> Decision:
    """``/community results``, and ``/community results csv`` for the table."""
    asked = arrival.what
    if isinstance(asked, Command) and WORD in asked.words.lower().split()[1:]:
        return show_table(arrival, picture, given)
    return reading.hear_results(arrival, picture, given)


def show_table(arrival: Arrival, picture: ResultsPicture, given: Given) -> Decision:
    """``/community results csv`` and ``pulse.table``: the table, to copy."""
    if picture.community is None:
        return which_community(picture)
    if (no := reading.outside(picture, arrival.person)) is not None:
        return no
    shared = everything_shared(picture, given)
    if not shared:
        return reading.hear_results(arrival, picture, given)
    said = say.TABLE_COMES()
    return Decision(
        (Tell(Message(said, (Prose((said,)),))),),
        (table_letter(arrival.person, picture.community, shared, given),),
    )


def table_letter(to: PersonId, community: Community, shared: tuple[Published, ...], given: Given) -> Letter:
    """The table as lines to copy and, where the platform carries one, as a file."""
    heading, lines = say.TABLE(community=Typed(community.name)), as_csv(shared)
    parts = (Heading(heading), Listing(lines, heading), Small((say.TABLE_NOTE(),)), Attached(FILE, lines))
    return Letter(
        once=f"pulse.table:{community.id}:{to}:{given.new_id()}",
        to=to,
        message=Message(heading, parts),
        kind="pulse.table",
        importance=ANSWER,
    )


def as_csv(published: Iterable[Published]) -> str:
    """RFC 4180, with a heading line; words that people typed can start no formula."""
    written = io.StringIO()
    sheet = csv.writer(written, lineterminator="\n")
    sheet.writerow(COLUMNS)
    sheet.writerows([safe(cell) for cell in row] for one in published for row in rows(one))
    return written.getvalue()


def safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def rows(one: Published) -> Iterator[tuple[str, ...]]:
    """One line for a figure; for choices one line each."""
    wave, figure = one.wave, one.figure
    scale = wave.scale_of(figure.measure)
    asked = wave.own.words if figure.measure == OWN and wave.own else plain(MEASURES[figure.measure])
    before = (figure.on.isoformat(), figure.measure, asked, SCALES[scale])
    after = (band(figure.answered), change(one), "no")
    if scale is Scale.CHOICE and wave.own:
        for words, told in zip(wave.own.choices, choice_shares(figure.counts), strict=True):
            yield (*before[:2], f"{asked}: {words}", before[3], *numbers(told), *after)
        return
    told = yes_estimate(figure) if scale is Scale.YES_NO else estimate_of(wave, figure)
    yield (*before, *numbers(told), *after)


def numbers(told: Estimate) -> tuple[str, ...]:
    return tuple(f"{one:g}" for one in (told.value, told.low, told.high))


def change(one: Published) -> str:
    """``none``: no change that could be detected; ``first``: nothing to compare with."""
    if one.before is None or one.wave.scale_of(one.measure) is Scale.CHOICE:
        return "first" if one.before is None else "none"
    return str(change_between(one.before.counts, one.figure.counts).direction)
