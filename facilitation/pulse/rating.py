"""Rating together: everybody gives a number privately, the channel sees how the numbers lie and talks, then once more.

A rating that a group talked over foretells how it will do better than averaged private ones (Stajkovic, Lee & Nyberg
2009, 6,128 groups: .45 against .32). Each round is a pulse of one question, sealed and shown by the same rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from facilitation.asking import to_channels
from facilitation.community import Community
from facilitation.pulse import asking
from facilitation.pulse.cards import item_text, problem
from facilitation.pulse.counting import count_wave
from facilitation.pulse.disclosure import band
from facilitation.pulse.hearing import tell
from facilitation.pulse.instruments import RATING
from facilitation.pulse.saying import rating_phrase
from facilitation.pulse.spread import change_said, spread_said, thirds
from facilitation.pulse.wave import (
    AgainPicture,
    ClosingPicture,
    Figure,
    StartPicture,
    Status,
    Wave,
    WaveClosed,
    WaveDrafted,
)
from facilitation.voice import pulse as voice
from facilitation.voice import pulse_rating as say
from facilitation.words import (
    NOTHING,
    Arrival,
    Button,
    Buttons,
    Command,
    Decision,
    Entry,
    Facts,
    Form,
    Given,
    Heading,
    Letter,
    Line,
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
    WorkspaceId,
)

DAYS, USUAL_DAYS = ("3", "5", "7"), "3"
USUAL_TALK = "3"
WORDS = frozenset({"rate", "rating", "together"})
MOST_PROBLEM = 60


# --- starting --------------------------------------------------------------------------------------------------


def hear_pulse(arrival: Arrival, picture: StartPicture, given: Given) -> Decision:
    """``/community pulse``, and ``/community pulse rate`` for a group rating."""
    asked = arrival.what
    assert isinstance(asked, Command)
    if WORDS & set(asked.words.lower().split()[1:]):
        return hear_rate(arrival, picture, given)
    return asking.hear_pulse(arrival, picture, given)


def hear_rate(arrival: Arrival, picture: StartPicture, given: Given) -> Decision:
    """``/community rate``: the form at once where it is clear which community is meant."""
    convened = tuple(one for one in picture.mine if one.is_convened_by(arrival.person))
    if picture.here is None and len(convened) > 1:
        return asking.pick_community(convened, voice.WHICH(), "pulse.pick_rate")
    meant = picture.here or next(iter((*convened, *picture.mine)), None)
    return offer_form(arrival.person, meant, picture) if meant else tell(voice.NO_COMMUNITY())


def hear_pick(arrival: Arrival, picture: StartPicture, given: Given) -> Decision:
    """``pulse.pick_rate`` (community): the form for the one that was picked."""
    return offer_form(arrival.person, picture.here, picture) if picture.here else tell(voice.NO_COMMUNITY())


def offer_form(person: PersonId, community: Community, picture: StartPicture) -> Decision:
    """The form, or the reason why there is none now."""
    waves = picture.waves.get(community.id, ())
    if refused := asking.why_not_start(person, community, waves):
        return tell(refused)
    days = tuple(Option(voice.DAYS[one], one) for one in DAYS)
    talks = tuple(Option(said, value) for value, said in say.TALKS.items())
    fields = (
        Note((say.NOTE(community=Typed(community.name)),)),
        Line("problem", voice.FORM_PROBLEM, say.PROBLEM_HINT, asking.last_problem(waves), most=MOST_PROBLEM),
        OneOf("days", say.FORM_DAYS, days, USUAL_DAYS),
        OneOf("talk", say.FORM_TALK, talks, USUAL_TALK),
    )
    return Decision((Open(Form("pulse.rate", say.FORM_TITLE, voice.FORM_SUBMIT, fields, (community.id,))),))


def hear_form(arrival: Arrival, picture: StartPicture, given: Given) -> Decision:
    """``pulse.rate``: a draft of the first round with its preview, or what would be right."""
    sent, community = arrival.what, picture.here
    assert isinstance(sent, Submission)
    if community is None:
        return tell(voice.NO_COMMUNITY())
    waves = picture.waves.get(community.id, ())
    if refused := asking.why_not_start(arrival.person, community, waves):
        return tell(refused)
    if not sent.text("problem"):
        return Decision((Reask((("problem", say.PROBLEM_WANTED),)),))
    made = first_round(arrival.person, community, picture.waves, sent, given)
    wave = replace(made, least=picture.least_for(community.id))
    reached = len(asking.reachable(community, picture.people))
    return Decision((Tell(preview(wave, reached)),), changes=(WaveDrafted(wave),))


def first_round(
    by: PersonId,
    community: Community,
    waves: Mapping[str, tuple[Wave, ...]],
    sent: Submission,
    given: Given,
) -> Wave:
    """The round before the talk, as the form describes it."""
    days = sent.text("days") if sent.text("days") in DAYS else USUAL_DAYS
    talk = sent.text("talk") if sent.text("talk") in say.TALKS else USUAL_TALK
    return Wave(
        id=given.new_id(),
        community=community.id,
        name=community.name,
        number=asking.next_number(waves.get(community.id, ())),
        measures=(RATING,),
        turns=(0,),
        by=by,
        opens_at=given.now,
        closes_at=given.now + timedelta(days=int(days)),
        problem=sent.text("problem")[:MOST_PROBLEM],
        round=1,
        talk_days=int(talk),
    )


def preview(wave: Wave, reached: int) -> Message:
    """The question, of how many, and when; sent only by the convener's own press."""
    heading = say.PREVIEW(community=Typed(wave.name))
    send = Button(voice.SEND, "pulse.send", (wave.id,), "primary", voice.SEND_SPOKEN(n=reached))
    return Message(
        heading,
        (
            Heading(heading),
            Prose((say.REACH(n=reached), say.RUNS(closes=Moment(wave.closes_at), n=wave.talk_days))),
            Prose((say.ASKED,)),
            Prose((voice.STATEMENT(item=item_text(wave, RATING)),)),
            Small((say.UNVALIDATED(), voice.REACH_FEW(least=wave.least))),
            Buttons((send, Button(voice.DROP, "pulse.drop", (wave.id,)))),
        ),
    )


# --- a round ends ----------------------------------------------------------------------------------------------


def thread_of(first: str) -> str:
    """The letter that opens the talk; everything later about this rating belongs into its thread."""
    return f"pulse.rating:{first}"


def close_round(wave: Wave, picture: ClosingPicture, on: date, given: Given) -> Decision:
    """A round of a group rating: counted like any pulse, and shown to the channel that talks it over."""
    counted = count_wave(picture, wave, on, given)
    figure = counted.figures[0] if counted.figures else None
    again = wave.round == 1 and figure is not None
    opens = given.now + timedelta(days=wave.talk_days)
    told = (("community", wave.community), ("figures", len(counted.figures)), ("round", wave.round))
    closed = WaveClosed(
        wave.id,
        given.now,
        on,
        counted.figures,
        counted.cohorts,
        counted.comments,
        picture.key_name,
        picture.sets_key,
    )
    return Decision(
        letters=shown(wave, figure, picture, opens) if picture.community else (),
        wakes=(Wake(opens, "pulse.round", wave.id),) if again else (),
        entries=(Entry("pulse.closed", wave.id, told),),
        changes=(closed,),
    )


def shown(wave: Wave, figure: Figure | None, picture: ClosingPicture, opens: datetime) -> tuple[Letter, ...]:
    """What the channel sees: the first round opens a thread, the second answers in it."""
    assert picture.community
    if wave.round == 1:
        message = before_talk(wave, figure, opens)
        return to_channels(picture.community, thread_of(wave.id), "pulse.rating", message)
    before = next((one.figure for one in picture.history if one.wave.id == wave.first), None)
    message = after_talk(wave, before, figure)
    once = f"pulse.rated:{wave.first}"
    return to_channels(picture.community, once, "pulse.rating", message, thread_of(wave.first))


def before_talk(wave: Wave, figure: Figure | None, opens: datetime) -> Message:
    """How the numbers lie, and one question to talk over."""
    heading = say.SHOWN(community=Typed(wave.name))
    about = say.ABOUT(problem=problem(wave))
    if figure is None:
        rest: tuple[Part, ...] = (Prose((say.NONE_SHOWN(),)), Prose((say.TALK_ANYWAY(),)))
        return Message(heading, (Heading(heading), Prose((about,)), *rest))
    facts = Facts(((say.TOGETHER, rating_phrase(figure)), (say.SPREAD, spread_said(figure))))
    rest = (
        Prose((say.TALK(),)),
        Small((say.NOBODY_SAYS(), say.AGAIN_AT(at=Moment(opens)), say.UNVALIDATED())),
    )
    return Message(heading, (Heading(heading), Prose((about, gave(figure))), facts, *thirds(figure), *rest))


def gave(figure: Figure) -> Phrase:
    """How many gave a number, as a band."""
    return say.GAVE(band=voice.BANDS[band(figure.answered)])


def after_talk(wave: Wave, before: Figure | None, figure: Figure | None) -> Message:
    """Both rounds beside each other, and whether anything changed that could be detected."""
    heading = say.AFTER(community=Typed(wave.name))
    pairs = ((say.BEFORE_TALK, rating_phrase(before)),) if before else ()
    if figure is None:
        told: tuple[Part, ...] = (Facts(pairs), Prose((say.AFTER_NOT_SHOWN(),)))
    else:
        both = (*pairs, (say.AFTER_TALK, rating_phrase(figure)), (say.SPREAD, spread_said(figure)))
        changed = (Prose((change_said(before, figure),)),) if before else ()
        told = (Prose((gave(figure),)), Facts(both), *thirds(figure), *changed)
    return Message(heading, (Heading(heading), *told, Prose((say.HEARD(),)), Small((say.UNVALIDATED(),))))


# --- once more -------------------------------------------------------------------------------------------------


def rate_again(due: tuple[WorkspaceId, Wake], picture: AgainPicture, given: Given) -> Decision:
    """The wake ``pulse.round``: the round after the talk, for everybody who was asked in the first."""
    first, community = picture.first, picture.community
    if first is None or community is None or first.round != 1:
        return NOTHING
    wave = replace(
        first,
        id=given.new_id(),
        number=asking.next_number(picture.waves),
        name=community.name,
        opens_at=given.now,
        closes_at=given.now + (first.closes_at - first.opens_at),
        status=Status.OPEN,
        shared_at=None,
        round=2,
        first=first.id,
    )
    told = say.AGAIN_OPEN(closes=Moment(wave.closes_at))
    message = Message(told, (Prose((told,)),))
    once = f"pulse.rate_again:{first.id}"
    return Decision(
        letters=to_channels(community, once, "pulse.rating", message, thread_of(first.id)),
        wakes=(Wake(given.now, "pulse.open", wave.id),),
        changes=(WaveDrafted(wave),),
    )
