"""Starting a pulse: a convener chooses what to ask, sees a preview with the number of people, and sends it or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from facilitation import rhythm
from facilitation.community import Community
from facilitation.people import Person
from facilitation.pulse import after
from facilitation.pulse.cards import item_text
from facilitation.pulse.hearing import arguments, pressed, redraw, tell
from facilitation.pulse.instruments import BANK, OWN, OwnQuestion, Scale
from facilitation.pulse.wave import (
    MOST_MEASURES,
    DraftPicture,
    StartPicture,
    Status,
    Wave,
    WaveDrafted,
    WaveDropped,
    WaveSent,
)
from facilitation.voice import pulse as voice
from facilitation.voice import pulse_after as said_after
from facilitation.words import (
    Arrival,
    Button,
    Buttons,
    DateField,
    Decision,
    Entry,
    Field,
    Form,
    Given,
    Heading,
    Line,
    ManyOf,
    Message,
    Moment,
    Note,
    OneOf,
    Open,
    Option,
    Part,
    PersonId,
    Phrase,
    Prose,
    Reask,
    Small,
    Submission,
    Tell,
    Typed,
    Wake,
    Who,
)

MORNING = time(9)
USUAL_DAYS = "5"
FIRST_MEASURES = ("ID", "BE", "PS")
MOST_OWN, MOST_CHOICE, MOST_CHOICES = 150, 40, 5


# --- which community -------------------------------------------------------------------------------------------


def hear_pulse(arrival: Arrival, picture: StartPicture, given: Given) -> Decision:
    """``/community pulse``: the form at once where it is clear which community is meant."""
    convened = tuple(one for one in picture.mine if one.is_convened_by(arrival.person))
    if picture.here is not None:
        return offer_form(arrival.person, picture.here, picture, given)
    if len(convened) == 1:
        return offer_form(arrival.person, convened[0], picture, given)
    if convened:
        return pick_community(convened, voice.WHICH(), "pulse.pick")
    return (
        offer_form(arrival.person, picture.mine[0], picture, given)
        if picture.mine
        else tell(voice.NO_COMMUNITY())
    )


def hear_pick(arrival: Arrival, picture: StartPicture, given: Given) -> Decision:
    """``pulse.pick`` (community): the form for the one that was picked."""
    if picture.here is None:
        return tell(voice.NO_COMMUNITY())
    return offer_form(arrival.person, picture.here, picture, given)


def pick_community(choices: Sequence[Community], question: Phrase, action: str) -> Decision:
    """One button for each community."""
    buttons = tuple(Button(voice.NAMED(community=Typed(one.name)), action, (one.id,)) for one in choices)
    return Decision((Tell(Message(question, (Prose((question,)), Buttons(buttons)))),))


def offer_form(person: PersonId, community: Community, picture: StartPicture, given: Given) -> Decision:
    """The form, or the reason why there is none now."""
    waves = picture.waves.get(community.id, ())
    if refused := why_no_pulse(person, community, waves):
        return refused
    return Decision((Open(start_form(community, waves)),))


def why_no_pulse(person: PersonId, community: Community, waves: Sequence[Wave]) -> Decision | None:
    """What is said to somebody who cannot start a pulse here now; None when they can."""
    if refused := why_not_start(person, community, waves):
        return tell(refused)
    if not after.rests(waves):
        return None
    rests, way_out = after.rest_said(community)
    return Decision((Tell(Message(rests, (Prose((rests,)), way_out))),))


def why_not_start(person: PersonId, community: Community, waves: Sequence[Wave]) -> Phrase | None:
    """Why this person cannot start a pulse here now; None when they can."""
    name = Typed(community.name)
    if not community.conveners:
        return voice.NOBODY_CONVENES(community=name)
    if not community.is_convened_by(person):
        return voice.CONVENERS_START(community=name, conveners=tuple(Who(one) for one in community.conveners))
    running = [one for one in waves if one.status is Status.OPEN]
    if running:
        return voice.ONE_AT_A_TIME(community=name, closes=Moment(running[0].closes_at))
    return None


# --- the form --------------------------------------------------------------------------------------------------


def start_form(community: Community, waves: Sequence[Wave]) -> Form:
    """What to ask, about which problem, from when, for how long."""
    measures = tuple(Option(one.name, one.id) for one in BANK.values())
    days = tuple(Option(said, value) for value, said in voice.DAYS.items())
    kinds = tuple(Option(said, value) for value, said in voice.OWN_KINDS.items())
    fields: tuple[Field, ...] = (
        Note((voice.FORM_NOTE(community=Typed(community.name)),)),
        ManyOf("measures", voice.FORM_MEASURES, measures, suggested(waves), voice.FORM_MEASURES_HINT, False),
        Line(
            "problem",
            voice.FORM_PROBLEM,
            voice.FORM_PROBLEM_HINT,
            last_problem(waves),
            optional=True,
            most=60,
        ),
        Line("own", voice.FORM_OWN, voice.FORM_OWN_HINT, optional=True, most=MOST_OWN),
        OneOf("own_kind", voice.FORM_OWN_KIND, kinds, Scale.AGREEMENT.value),
        Line("choices", voice.FORM_CHOICES, optional=True, most=200),
        DateField("opens", voice.FORM_OPENS, None, voice.FORM_OPENS_HINT, True),
        OneOf("days", voice.FORM_CLOSES, days, USUAL_DAYS),
        *what_came(waves),
    )
    return Form("pulse.new", voice.FORM_TITLE, voice.FORM_SUBMIT, fields, (community.id,))


def what_came(waves: Sequence[Wave]) -> tuple[Field, ...]:
    """Room to say what came of the last pulse, where there was one: this one's cards begin with it."""
    last = next(iter(after.closed_pulses(waves)), None)
    if last is None:
        return ()
    known = (last.came_after or last.intended)[: after.ON_CARD]
    return (
        Line("came", said_after.CAME_LABEL, said_after.CAME_HINT, known, optional=True, most=after.ON_CARD),
    )


def suggested(waves: Sequence[Wave]) -> tuple[str, ...]:
    """The anchor and the two that were asked longest ago; at the very first, three that need no history."""
    if not waves:
        return FIRST_MEASURES
    asked = {measure: one.number for one in sorted(waves, key=lambda w: w.number) for measure in one.measures}
    rest = sorted((one for one in BANK if one not in ("ID", "EF", "VC")), key=lambda one: asked.get(one, -1))
    return ("ID", *rest[: MOST_MEASURES - 1])


def last_problem(waves: Sequence[Wave]) -> str:
    return next((one.problem for one in waves if one.problem), "")


def hear_form(arrival: Arrival, picture: StartPicture, given: Given) -> Decision:
    """``pulse.new``: a draft with its preview, or what would be right."""
    sent = arrival.what
    assert isinstance(sent, Submission)
    community = picture.here
    if community is None:
        return tell(voice.NO_COMMUNITY())
    waves = picture.waves.get(community.id, ())
    if refused := why_no_pulse(arrival.person, community, waves):
        return refused
    convener = picture.people.get(arrival.person, Person(arrival.person))
    if errors := form_errors(sent, convener, given):
        return Decision((Reask(errors),))
    made = draft(arrival.person, community, waves, sent, convener, given)
    wave = replace(made, least=picture.least_for(community.id), pairs=picture.pairs)
    reached = len(reachable(community, picture.people))
    return Decision((Tell(preview(wave, reached)),), changes=(WaveDrafted(wave),))


def form_errors(sent: Submission, convener: Person, given: Given) -> tuple[tuple[str, Phrase], ...]:
    """What would be right, by field; () when all is."""
    wrong: list[tuple[str, Phrase]] = []
    chosen = sent.many("measures")
    if not 1 <= len(chosen) <= MOST_MEASURES or any(one not in BANK for one in chosen):
        wrong.append(("measures", voice.ONE_TO_THREE))
    if any(BANK[one].about_problem for one in chosen if one in BANK) and not sent.text("problem"):
        wrong.append(("problem", voice.PROBLEM_WANTED))
    if (
        sent.text("own")
        and sent.text("own_kind") == Scale.CHOICE
        and not 2 <= len(choices_in(sent)) <= MOST_CHOICES
    ):
        wrong.append(("choices", voice.CHOICES_WANTED))
    opens = sent.text("opens")
    if opens and date.fromisoformat(opens) < rhythm.local_date(convener.zone, given.now):
        wrong.append(("opens", voice.OPENS_PASSED))
    return tuple(wrong)


def choices_in(sent: Submission) -> tuple[str, ...]:
    """What a convener named to pick from, each once, in their order."""
    named = (one.strip()[:MOST_CHOICE] for one in sent.text("choices").split(","))
    return tuple(dict.fromkeys(one for one in named if one))


def own_question(sent: Submission) -> OwnQuestion | None:
    """The convener's own question; None when they asked none."""
    words = sent.text("own")[:MOST_OWN]
    if not words:
        return None
    scale = Scale(sent.text("own_kind") or Scale.AGREEMENT)
    return OwnQuestion(words, scale, choices_in(sent) if scale is Scale.CHOICE else ())


def draft(
    by: PersonId,
    community: Community,
    waves: Sequence[Wave],
    sent: Submission,
    convener: Person,
    given: Given,
) -> Wave:
    """The wave as the form describes it."""
    opens_at = opening(sent.text("opens"), convener, given.now)
    days = int(sent.text("days") or USUAL_DAYS)
    own = own_question(sent)
    chosen = [one for one in BANK if one in sent.many("measures")] + ([OWN] if own else [])
    before = [measure for one in waves if one.status is not Status.DRAFT for measure in one.measures]
    return Wave(
        id=given.new_id(),
        community=community.id,
        name=community.name,
        number=next_number(waves),
        measures=tuple(chosen),
        turns=tuple(before.count(one) for one in chosen),
        by=by,
        opens_at=opens_at,
        closes_at=opens_at + timedelta(days=days),
        problem=sent.text("problem"),
        own=own,
        came_of=sent.text("came")[: after.ON_CARD],
    )


def next_number(waves: Sequence[Wave]) -> int:
    return max((one.number + 1 for one in waves if one.status is not Status.DRAFT), default=0)


def opening(day: str, convener: Person, now: datetime) -> datetime:
    """The morning of the chosen day where the convener is; now when none was chosen or it has begun."""
    if not day:
        return now.astimezone(UTC)
    return max(rhythm.at_local(convener.zone, date.fromisoformat(day), MORNING), now)


def reachable(community: Community, people: Mapping[PersonId, Person]) -> tuple[PersonId, ...]:
    """The members a pulse can be brought to: humans who are there and did not stop pulses."""
    return tuple(
        one.person for one in community.members if can_be_asked(people.get(one.person, Person(one.person)))
    )


def can_be_asked(person: Person) -> bool:
    away = person.is_bot or person.deactivated or person.unreachable
    return not away and person.wants("pulse.ask")


# --- the preview -----------------------------------------------------------------------------------------------


def preview(wave: Wave, reached: int) -> Message:
    """Everything that will be asked, of how many, and when; sent only by the convener's own press."""
    heading = voice.PREVIEW(community=Typed(wave.name))
    times = {"opens": Moment(wave.opens_at), "closes": Moment(wave.closes_at)}
    begins = [Prose((voice.LOOK_BACK(words=Typed(wave.came_of)),))] if wave.came_of else []
    parts: list[Part] = [
        Heading(heading),
        Prose((voice.REACH(n=reached), voice.RUNS(**times), voice.GO_FIRST)),
        *begins,
        Prose((voice.EACH_GETS,)),
    ]
    parts += [Prose(statements(wave, measure)) for measure in wave.measures]
    parts.append(Small((voice.UNVALIDATED(), voice.REACH_FEW(least=wave.least))))
    send = Button(voice.SEND, "pulse.send", (wave.id,), "primary", voice.SEND_SPOKEN(n=reached))
    parts.append(Buttons((send, Button(voice.DROP, "pulse.drop", (wave.id,)))))
    return Message(heading, tuple(parts))


def statements(wave: Wave, measure: str) -> tuple[Phrase, ...]:
    if measure == OWN and wave.own:
        picks = (
            (voice.OWN_PICKS(choices=tuple(Typed(one) for one in wave.own.choices)),)
            if wave.own.choices
            else ()
        )
        return (voice.OWN_LINE(words=Typed(wave.own.words)), *picks)
    return tuple(voice.STATEMENT(item=item_text(wave, item)) for item in BANK[measure].items)


def send_wave(arrival: Arrival, picture: DraftPicture, given: Given) -> Decision:
    """``pulse.send`` (wave): it opens at its time; a second press finds it sent."""
    wave, community = picture.wave, picture.community
    (_,) = arguments(pressed(arrival), 1)
    if wave is None or community is None:
        return tell(voice.NO_SUCH())
    if wave.status is not Status.DRAFT:
        return tell(voice.ALREADY_SENT())
    why_not = why_not_start if wave.rates else why_no_pulse
    if refused := why_not(arrival.person, community, picture.others):
        return tell(refused) if isinstance(refused, Phrase) else refused
    late = max(given.now - wave.opens_at, timedelta(0))
    opens, closes = wave.opens_at + late, wave.closes_at + late
    said = voice.SENT(opens=Moment(opens), closes=Moment(closes))
    return Decision(
        redraw(Message(said, (Prose((said,)),))).replies,
        wakes=(Wake(opens, "pulse.open", wave.id),),
        entries=(Entry("pulse.sent", wave.id, (("community", community.id),), arrival.person),),
        changes=(WaveSent(wave.id, opens, closes), *came_said(wave, picture.others)),
    )


def came_said(wave: Wave, others: Sequence[Wave]) -> tuple[after.WhatCameSaid, ...]:
    """What everybody reads on the cards of this wave has been said of the last one, now that it goes out."""
    last = after.closed_pulses(others)[:1] if wave.came_of else []
    return tuple(after.WhatCameSaid(one.id, wave.came_of) for one in last if not one.came_after)


def drop_wave(arrival: Arrival, picture: DraftPicture, given: Given) -> Decision:
    """``pulse.drop`` (wave): nobody is asked."""
    if picture.wave is None or picture.wave.status is not Status.DRAFT:
        return tell(voice.NO_SUCH())
    if picture.community is None or not picture.community.is_convened_by(arrival.person):
        return tell(voice.NO_SUCH())
    said = voice.DROPPED()
    return redraw(Message(said, (Prose((said,)),))) + Decision(changes=(WaveDropped(picture.wave.id),))
