"""What a community's experiments came to, and whether anybody has tried something before: people and experiments, no advice."""

from __future__ import annotations

from facilitation.community import Community
from facilitation.experiment import Experiment, ExperimentPicture, Ledgered, Next, ask_new
from facilitation.likeness import nearest
from facilitation.membership import tell
from facilitation.voice import experiment as voice
from facilitation.words import (
    Arrival,
    Button,
    Buttons,
    Command,
    CommunityId,
    Decision,
    Facts,
    Given,
    Heading,
    Message,
    Part,
    PersonId,
    Phrase,
    Prose,
    Quote,
    Small,
    Tell,
    Typed,
    Who,
)

LISTED, FOUND = 8, 5


def hear_command(arrival: Arrival, picture: ExperimentPicture, given: Given) -> Decision:
    """``/community experiment`` lists; ``/community experiment new`` opens the form."""
    assert isinstance(arrival.what, Command)
    here = picture.bench.meant
    if here is None:
        return Decision((tell(voice.NO_COMMUNITY),))
    if "new" in arrival.what.words.lower().split()[1:2]:
        return ask_new(arrival, picture, given)
    return Decision((Tell(ledger_of(here, picture.listed, arrival.person)),))


def ledger_of(community: Community, listed: tuple[Experiment, ...], reader: PersonId) -> Message:
    """A community's experiments: the open ones, then what came of the others, newest first.

    Its sponsor, who is not one of them, sees counts and nothing that any person wrote.
    """
    outside = reader == community.sponsor and not community.has(reader)
    running = [one for one in listed if one.is_open]
    done = [one for one in listed if not one.is_open]
    parts: list[Part] = [Heading(voice.TITLE)]
    if not listed:
        parts.append(Prose((voice.LIST_EMPTY,)))
    else:
        parts.append(Prose((voice.LIST_OPEN(n=len(running)), voice.LIST_DONE(**in_whole(done)))))
    for one in () if outside else (*running, *done)[:LISTED]:
        parts += [Quote(one.question, one.opened_by), Facts(_facts(one))]
    parts += [
        Buttons((Button(voice.NEW, "experiment.new", (community.id,), opens_form=True),)),
        Small((voice.EQUAL_RANK,)),
    ]
    return Message(voice.TITLE, tuple(parts))


def in_whole(done: list[Experiment]) -> dict[str, int]:
    counts = {name.value: sum(one.next == name for one in done) for name in Next}
    return {"n": len(done), **counts}


def _facts(one: Experiment) -> tuple[tuple[Phrase, Phrase], ...]:
    facts: list[tuple[Phrase, Phrase]] = [(voice.STEP_LABEL, voice.WORDS(words=Typed(one.step)))]
    if one.owner:
        facts.append((voice.OWNER_LABEL, voice.PERSON(who=Who(one.owner))))
    if one.is_open:
        facts.append((voice.REVIEW_LABEL, voice.DAY(day=one.review_on)))
    else:
        facts.append((voice.LEARNT_LABEL, voice.WORDS(words=Typed(one.learnt))))
        facts.append((voice.NEXT_LABEL, voice.BECAME[one.next]))
    return tuple(facts)


def find_tried(arrival: Arrival, picture: ExperimentPicture, given: Given) -> Decision:
    """``/community tried short stand-ups``: experiments and the people behind them, nearest words first."""
    assert isinstance(arrival.what, Command)
    asked = arrival.what.words.partition(" ")[2].strip(" ?")
    if not asked:
        return Decision((tell(voice.TRIED_EMPTY),))
    found = [
        picture.found[at] for at in nearest(asked, [one.experiment.text for one in picture.found], FOUND)
    ]
    if not found:
        return Decision((tell(voice.TRIED_NONE(words=Typed(asked[:120]))),))
    return Decision((Tell(found_message(found, seen_from_outside(arrival.person, picture))),))


def seen_from_outside(reader: PersonId, picture: ExperimentPicture) -> frozenset[CommunityId]:
    """The communities this reader sponsors without being one of them: no person there is shown to them."""
    return frozenset(one.id for one in picture.bench.sponsored if not one.has(reader))


def found_message(found: list[Ledgered], outside: frozenset[CommunityId]) -> Message:
    """People and experiments, never a summary of what they mean."""
    parts: list[Part] = [Prose((voice.TRIED_FOUND(n=len(found)),))]
    for one in found:
        became, community = voice.BECAME[one.experiment.next], Typed(one.community)
        if one.experiment.community in outside:
            parts.append(Prose((voice.TRIED_WHERE(community=community, became=became),)))
            continue
        who = Who(one.experiment.owner or one.experiment.opened_by)
        parts.append(Prose((voice.TRIED_BECAME(who=who, community=community, became=became),)))
        parts.append(Quote(one.experiment.learnt or one.experiment.question, who.person))
    return Message(voice.TRIED_SUMMARY, (*parts, Prose((voice.TRIED_ASK,))))
