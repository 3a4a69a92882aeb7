"""``/community suggest``: a convener asks who could be drawn in, and gets people with reasons, never a score or a list.

The search itself is a wake, since it looks at ninety days of talk. Half of what it finds is held back by lot and shown
to nobody, so that in time it can be said whether suggestions help at all (``evidence``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from facilitation.attention import ANSWER
from facilitation.community import Bench, Community
from facilitation.membership import name_of, tell
from facilitation.numbers import Bools, np
from facilitation.periphery.bridges import bridges_for
from facilitation.periphery.ranking import Ground
from facilitation.periphery.reasons import Evidence, reasons
from facilitation.periphery.record import Record, show_record
from facilitation.periphery.season import Season, heard_through
from facilitation.periphery.slots import Pick, Seeking, Slot, choose
from facilitation.periphery.suggestion import (
    Bridge,
    Dismissal,
    State,
    Suggestion,
    SuggestionMade,
    SuggestionMoved,
)
from facilitation.pulse.rotation import draw
from facilitation.voice import community as house
from facilitation.voice import periphery as say
from facilitation.words import (
    NOTHING,
    Arrival,
    Button,
    Buttons,
    Command,
    Decision,
    Entry,
    Form,
    Given,
    Heading,
    Home,
    Letter,
    Message,
    Note,
    OneOf,
    Open,
    Option,
    Part,
    PersonId,
    Press,
    Prose,
    Small,
    Submission,
    Tell,
    Wake,
    Who,
    WorkspaceId,
)

LOOK: Final = "periphery.look"  # a convener asked: tell them
MONTH: Final = "periphery.month"  # a month has passed: have some ready
A_MONTH: Final = timedelta(days=28)
A_WEEK: Final = timedelta(days=7)  # where nobody could be named: a workspace that has only begun to talk
WEEKEND: Final = datetime(2000, 1, 1, tzinfo=UTC)  # a Saturday
MINUTES: Final = 48 * 60  # of a weekend
EARLIER: Final = timedelta(days=2)  # a look that came late does not put off the next one by a week
HELD_BACK: Final = 0.5
TRIES: Final = 6  # rounds in which places that were held back are filled anew
MOST_BRIDGES: Final = 3
WISHES: Final[Mapping[str, tuple[Slot, ...]]] = {
    "": tuple(Slot),
    "new": (Slot.NEWCOMER,) * 3,
    "elsewhere": (Slot.BRIDGING,) * 3,
}
LOT: Final = "lot"


@dataclass(frozen=True, slots=True)
class Asked:
    """What ``/community suggest`` and its cards look at: who asks, and the suggestions made for the community so far."""

    bench: Bench
    suggestions: tuple[Suggestion, ...] = ()
    record: Record | None = None  # only where fairness or evidence is asked for

    def one(self, id: str) -> Suggestion | None:
        return next((one for one in self.suggestions if one.id == id), None)


@dataclass(frozen=True, slots=True)
class Near:
    """For Home: the communities somebody convenes, and the suggestions that stand there."""

    convened: tuple[Community, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()


# --- a convener asks -------------------------------------------------------------------------------------------------


def ask(arrival: Arrival, asked: Asked, given: Given) -> Decision:
    """``/community suggest``, or ``suggest new``, ``elsewhere``, ``lot`` for other people than the usual three."""
    assert isinstance(arrival.what, Command)
    community = asked.bench.meant
    if community is None:
        return Decision((tell(house.WHICH if asked.bench.mine else house.NO_COMMUNITY),))
    if refused := only_conveners(community, arrival.person):
        return refused
    if asked.record is not None:
        return show_record(asked.record, second_word(arrival), given)
    wish = second_word(arrival)
    fresh = [one for one in asked.suggestions if one.is_fresh(given.now)]
    if fresh and not wish:
        return Decision((Tell(suggestions_card(community, fresh)),))
    return search(community, wish, given)


def only_conveners(community: Community, person: PersonId) -> Decision | None:
    """The refusal for somebody who does not convene; None for somebody who does."""
    if community.is_convened_by(person):
        return None
    if not community.conveners:
        return Decision((tell(house.NOBODY_CONVENES(name=name_of(community))),))
    who = tuple(Who(one) for one in community.conveners)
    return Decision((tell(say.ONLY_CONVENERS(name=name_of(community), who=who)),))


def second_word(arrival: Arrival) -> str:
    """``new`` of ``suggest new``."""
    assert isinstance(arrival.what, Command)
    return arrival.what.words.partition(" ")[2].strip().lower()


def show_ready(arrival: Arrival, asked: Asked, given: Given) -> Decision:
    """A button elsewhere (a nudge, Home) that leads here: what stands, else a search."""
    community = asked.bench.here
    if community is None:
        return NOTHING
    if refused := only_conveners(community, arrival.person):
        return refused
    fresh = [one for one in asked.suggestions if one.is_fresh(given.now)]
    if fresh:
        return Decision((Tell(suggestions_card(community, fresh)),))
    return search(community, "", given)


def ask_others(arrival: Arrival, asked: Asked, given: Given) -> Decision:
    """A button on the card: others, of one circle or by lot."""
    assert isinstance(arrival.what, Press)
    community = asked.bench.here
    if community is None:
        return NOTHING
    if refused := only_conveners(community, arrival.person):
        return refused
    return search(community, arrival.what.args[1], given)


def search(community: Community, wish: str, given: Given) -> Decision:
    """The search begins at once; what it finds comes as a message."""
    if wish not in WISHES and wish != LOT:
        return Decision((tell(say.WISHES_KNOWN),))
    wake = Wake(given.now, LOOK, f"{community.id}:{wish}")
    return Decision((tell(say.LOOKING(name=name_of(community))),), wakes=(wake,))


def month_wake(community: Community, at: datetime) -> Wake:
    """When to look by ourselves, so that some stand on Home and in the convener's week."""
    return Wake(at, MONTH, f"{community.id}:")


def weekend(workspace: WorkspaceId, at: datetime) -> datetime:
    """The minute of a weekend at which all communities of a workspace are looked at, near this instant.

    Together, since most of a search is hearing the workspace's talk; each workspace at a minute of its own, so that
    a large installation has the whole weekend for it.
    """
    first = WEEKEND + timedelta(minutes=draw(workspace) % MINUTES)
    return at + (first - at + EARLIER) % A_WEEK - EARLIER


# --- the search ------------------------------------------------------------------------------------------------------


def look_round(due: tuple[WorkspaceId, Wake], season: Season, given: Given) -> Decision:
    """Who could be drawn into this community now: kept, half of it held back, and told to those who convene."""
    _, wake = due
    if season.community is None:
        return NOTHING
    _, _, wish = wake.subject.partition(":")
    made = found(season, wish, given)
    shown = [one for one in made if one.state is State.READY]
    letters = letters_for(season.community, shown, given) if wake.kind == LOOK else ()
    counts = (("found", len(made)), ("shown", len(shown)))
    return Decision(
        letters=letters,
        wakes=(month_wake(season.community, weekend(due[0], given.now + (A_MONTH if made else A_WEEK))),),
        entries=(Entry("periphery.looked", season.community.id, counts),),
        changes=tuple(SuggestionMade(one) for one in made),
    )


def found(season: Season, wish: str, given: Given) -> list[Suggestion]:
    """The suggestions of one search, those held back included."""
    assert season.community is not None
    ground, weights = heard_through(season, given.now)
    evidence = Evidence(season.hearing.memory, ground)
    places = WISHES.get(wish, tuple(Slot))
    made: list[Suggestion] = []
    for _ in range(TRIES):
        seeking = replace(seeking_of(season, ground), places=places, by_lot=wish == LOT)
        picks = choose(ground, [seeking], weights, season.exposure, given.luck, allowed(season, ground))
        fresh = [suggestion(season, evidence, seeking, pick, given) for pick in picks]
        made += fresh
        places = tuple(Slot(one.slot) for one in fresh if one.state is State.HELD)
        if not places:
            break
    return made


def seeking_of(season: Season, ground: Ground) -> Seeking:
    """The community as the ranking sees it: who belongs to it, and its channel."""
    community = season.community
    assert community is not None
    memory = season.hearing.memory
    numbers = memory.people
    channel = next((memory.channels.find(one) for one in community.channels), None)
    known = {number for one in community.members if (number := numbers.find(one.person)) is not None}
    if channel is not None:
        known |= set(ground.look.members(channel).tolist())
    return Seeking(community.id, channel, np.array(sorted(known), dtype=np.int64), season.barred)


def allowed(season: Season, ground: Ground) -> Bools:
    """Who may be named to anybody at all."""
    return np.array([name not in season.away for name in ground.look.names], dtype=bool)


def suggestion(season: Season, evidence: Evidence, seeking: Seeking, pick: Pick, given: Given) -> Suggestion:
    """A pick as it is kept; whether it is held back is drawn by lot for each person, community and month."""
    assert season.community is not None
    person = evidence.look.names[pick.person]
    month = f"{given.now:%Y-%m}"
    held = given.luck(f"periphery:held:{season.community.id}:{person}:{month}").random() < HELD_BACK
    ordered = bridges_for(
        evidence.look,
        pick.person,
        seeking.members,
        season.carried,
        season.community.conveners,
        season.unwilling,
    )
    bridges = [
        Bridge(evidence.look.names[one], reason)
        for one in ordered[:MOST_BRIDGES]
        if (reason := evidence.tie_with_you(pick.person, one)) is not None
    ]
    return Suggestion(
        id=given.new_id(),
        community=season.community.id,
        person=person,
        made_at=given.now,
        slot=pick.slot.value,
        drawn=pick.drawn,
        propensity=pick.propensity,
        reasons=reasons(evidence, pick, seeking, ordered[0] if ordered else None),
        bridges=tuple(bridges),
        state=State.HELD if held else State.READY,
    )


# --- what conveners see ----------------------------------------------------------------------------------------------


def letters_for(community: Community, shown: list[Suggestion], given: Given) -> tuple[Letter, ...]:
    """To each convener, since they asked just now."""
    card = suggestions_card(community, shown)
    stamp = f"{given.now:%Y%m%dT%H%M%S}"
    return tuple(
        Letter(
            f"periphery:{community.id}:{stamp}:{one}", one, card, "periphery.suggestions", importance=ANSWER
        )
        for one in community.conveners
    )


def suggestions_card(community: Community, shown: list[Suggestion]) -> Message:
    """Up to three people, each with the most telling reason and what can be done."""
    name = name_of(community)
    if not shown:
        return Message(
            say.NOBODY(name=name), (Prose((say.NOBODY(name=name), say.NOBODY_WHY)), others(community))
        )
    parts: list[Part] = [Heading(say.HEADING(name=name))]
    for one in shown:
        parts += [Prose(one.reasons[:1]), Buttons(buttons_of(one))]
    return Message(
        say.SUMMARY(n=len(shown), name=name), (*parts, others(community), Small((say.SMALL, say.NO_LIST)))
    )


def buttons_of(one: Suggestion) -> tuple[Button, ...]:
    key = (one.community, one.id)
    return (
        Button(say.SEND, "invitation.send", key, "primary"),
        Button(say.WHY, "periphery.why", key),
        Button(say.NOT_THIS, "periphery.dismiss", key, opens_form=True),
    )


def others(community: Community) -> Buttons:
    return Buttons(
        (
            Button(say.OTHERS_NEW, "periphery.others", (community.id, "new")),
            Button(say.OTHERS_ELSEWHERE, "periphery.others", (community.id, "elsewhere")),
            Button(say.OTHERS_LOT, "periphery.others", (community.id, LOT)),
        )
    )


def show_why(arrival: Arrival, asked: Asked, given: Given) -> Decision:
    """Every reason for one suggestion."""
    one = shown_to(arrival, asked)
    if one is None:
        return Decision((tell(say.NO_LONGER),))
    return Decision((tell(*one.reasons, parts=(Small((say.SMALL,)),)),))


def shown_to(arrival: Arrival, asked: Asked) -> Suggestion | None:
    """The suggestion a press or form speaks of, if this person convenes its community and it still stands."""
    what = arrival.what
    assert isinstance(what, Press | Submission)
    carried = what.args if isinstance(what, Press) else what.memo
    community = asked.bench.here
    if community is None or not community.is_convened_by(arrival.person) or len(carried) < 2:
        return None
    one = asked.one(carried[1])
    return one if one is not None and one.state is State.READY else None


def ask_why_not(arrival: Arrival, asked: Asked, given: Given) -> Decision:
    """The form in which a convener puts a suggestion aside."""
    one = shown_to(arrival, asked)
    if one is None:
        return Decision((tell(say.NO_LONGER),))
    options = tuple(Option(words, reason) for reason, words in say.DISMISSALS.items())
    fields = (Note((say.DISMISS_NOTE,)), OneOf("why", say.DISMISS_LABEL, options, Dismissal.MOMENT))
    return Decision(
        (
            Open(
                Form(
                    "periphery.dismiss",
                    say.DISMISS_TITLE,
                    say.DISMISS_SUBMIT,
                    fields,
                    (one.community, one.id),
                )
            ),
        )
    )


def dismiss(arrival: Arrival, asked: Asked, given: Given) -> Decision:
    """Put aside; three of the reasons teach this community's ranking a little."""
    assert isinstance(arrival.what, Submission)
    one = shown_to(arrival, asked)
    if one is None:
        return Decision((tell(say.NO_LONGER),))
    why = arrival.what.text("why")
    if why not in set(Dismissal):
        why = Dismissal.MOMENT
    return Decision(
        replies=(tell(say.DISMISSED),),
        entries=(Entry("periphery.dismissed", one.community, (("why", str(why)),)),),
        changes=(SuggestionMoved(one.id, State.DISMISSED, why=str(why)),),
    )


def show_home(arrival: Arrival, near: Near, given: Given) -> Decision:
    """On Home, for those who convene: how many people could be drawn in where, and the button that shows them."""
    parts: list[Part] = []
    for community in near.convened:
        here = [one for one in near.suggestions if one.community == community.id and one.is_fresh(given.now)]
        if here:
            summary = say.SUMMARY(n=len(here), name=name_of(community))
            parts += [Prose((summary,)), Buttons((Button(say.SEE, "periphery.list", (community.id,)),))]
    return Decision((Home(Message(say.HOME, tuple(parts))),)) if parts else NOTHING
