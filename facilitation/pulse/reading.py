"""Reading results: the same figures for everybody, with how sure they are, and one question to talk over."""

from __future__ import annotations

import math
from collections.abc import Sequence

from facilitation.asking import not_inside
from facilitation.pulse.cards import answer_label, item_text, title, unpack
from facilitation.pulse.comparing import detectable_change
from facilitation.pulse.disclosure import band
from facilitation.pulse.hearing import arguments, pressed, redraw, tell
from facilitation.pulse.instruments import Scale, measure_of
from facilitation.pulse.pictures import bands, trends
from facilitation.pulse.published import in_order, is_shared
from facilitation.pulse.reach import bounds, reach
from facilitation.pulse.saying import choice_phrases, figure_phrase, line_said, missing_said, subject_said
from facilitation.pulse.wave import Published, ResultsPicture, Status, Wave
from facilitation.voice import pulse as voice
from facilitation.voice import pulse_results as say
from facilitation.words import (
    Arrival,
    Button,
    Buttons,
    Decision,
    Facts,
    Given,
    Heading,
    Message,
    Moment,
    Part,
    PersonId,
    Phrase,
    Prose,
    Quote,
    Small,
    Tell,
    Typed,
)

History = Sequence[Published]  # everything published of a community, newest wave first
ORDERED = frozenset({Scale.AGREEMENT, Scale.RATING})  # scales on which a mean says something


# --- the figures -----------------------------------------------------------------------------------------------


def whole(wave: Wave, history: History) -> list[Part]:
    """The figures of one wave as everybody sees them."""
    shown = [one for one in history if one.wave.id == wave.id]
    if not shown:
        return [Prose((voice.NOTHING_SHOWN(),))]
    return [
        Prose(who_answered(wave, shown)),
        Facts(pairs(wave, shown, history)),
        *choices(shown),
        *bands(shown),
        *small_print(shown),
    ]


def pairs(wave: Wave, shown: History, history: History) -> tuple[tuple[Phrase, Phrase], ...]:
    """Every measure of the wave with its figure, or with why there is none."""
    found = {one.measure: one for one in shown}
    return tuple(
        (
            subject_said(wave, one),
            line_said(found[one]) if one in found else missing_said(wave, one, history),
        )
        for one in wave.measures
    )


def who_answered(wave: Wave, shown: History) -> tuple[Phrase, ...]:
    """How many answered and what part of those asked that is, both as bands."""
    most = max((one.figure for one in shown), key=lambda one: one.answered)
    told = reach(most.answered, most.asked)
    low, high = math.floor(told.least * 10), math.ceil(told.most * 10)
    part = say.RATE_FROM(low=low) if high >= 10 else say.RATE_BETWEEN(low=low, high=high)
    closes = Moment(wave.closes_at, "date")
    return (voice.ASKED_ON(closes=closes, band=voice.BANDS[band(most.answered)]), part)


def choices(shown: History) -> list[Part]:
    """How the choices of a convener's own question spread, where that may be shown."""
    picked = [one for one in shown if one.wave.scale_of(one.measure) is Scale.CHOICE]
    return [Prose(choice_phrases(one.wave, one.figure)) for one in picked]


def small_print(shown: History) -> list[Part]:
    """Whom a band is about, what the silent could change, and that nothing here is validated yet."""
    partly = (say.PARTLY(),) if any(one.figure.partly for one in shown) else ()
    ends = [one for one in shown if ends_matter(one)]
    return [
        *(Small((ends_said(one),)) for one in ends),
        Small((say.BANDS_ABOUT(), *partly, voice.UNVALIDATED())),
    ]


def ends_matter(one: Published) -> bool:
    """Whether so many may have stayed silent that they could move the figure."""
    return one.wave.scale_of(one.measure) in ORDERED and reach(one.figure.answered, one.figure.asked).is_low


def ends_said(one: Published) -> Phrase:
    lowest = 0 if one.wave.scale_of(one.measure) is Scale.RATING else 1
    low, high = bounds(one.figure.counts, one.figure.asked, lowest)
    return say.ENDS(measure=subject_said(one.wave, one.measure), low=low, high=high)


# --- for whom --------------------------------------------------------------------------------------------------


def results_title(wave: Wave) -> Phrase:
    return voice.RESULTS_OF(community=Typed(wave.name))


def for_answerers(wave: Wave, history: History) -> Message:
    """To those who answered, before anybody else: the same for each of them."""
    return results(wave, whole(wave, history), voice.TALK(), (voice.RESULTS_FIRST(), voice.YOURS_ON_CARD()))


def for_conveners(wave: Wave, history: History, asked: Sequence[Part] = ()) -> Message:
    """To those who convene, with what is asked of them under it."""
    return results(wave, whole(wave, history), say.TALK_CONVENER(), (voice.RESULTS_CONVENER(),), asked)


def for_sponsor(wave: Wave, history: History) -> Message:
    """To the sponsor, last."""
    return results(wave, whole(wave, history), say.TALK_SPONSOR(), (say.SPONSOR_LAST(),))


def for_anybody(wave: Wave, history: History) -> Message:
    """To whoever asks later: the same figures, and how they went over time."""
    figures = (*whole(wave, history), *rated(wave, history), *trends(history))
    return results(wave, figures, voice.TALK(), (voice.RESULTS_CONVENER(),))


def rated(wave: Wave, history: History) -> list[Part]:
    """What the group last rated together, beside a pulse."""
    newest = next((one for one in history if one.wave.rates), None)
    if newest is None or wave.rates:
        return []
    figure = say.RATED(on=newest.figure.on, figure=figure_phrase(newest.wave, newest.figure))
    return [Facts(((subject_said(newest.wave, newest.measure), figure),))]


def results(
    wave: Wave,
    figures: Sequence[Part],
    question: Phrase,
    whom: tuple[Phrase, ...],
    more: Sequence[Part] = (),
) -> Message:
    """The figures, one question to talk over, the ways to what lies behind them, and whom they went to."""
    heading = results_title(wave)
    parts = (*figures, Prose((question,)), Buttons(ways(wave)), *more, Small(whom))
    return Message(heading, (Heading(heading), *parts))


def ways(wave: Wave) -> tuple[Button, ...]:
    """To what lies behind the figures."""
    words = (Button(say.COMMENTS, "pulse.comments", (wave.id,)),) if wave.asks_words else ()
    return (*words, Button(say.HOW, "pulse.how", (wave.id,)), Button(say.AS_TABLE, "pulse.table", (wave.id,)))


# --- asking for them -------------------------------------------------------------------------------------------


def hear_results(arrival: Arrival, picture: ResultsPicture, given: Given) -> Decision:
    """``/community results`` and ``pulse.results`` (community): any time, the same for all."""
    if picture.community is None:
        return which_community(picture)
    if (no := outside(picture, arrival.person)) is not None:
        return no
    name = Typed(picture.community.name)
    history = everything_shared(picture, given)
    ready = [one for one in picture.waves if is_shared(one, given.now)]
    if ready:
        newest = next((one for one in ready if not one.rates), ready[0])
        return Decision((Tell(for_anybody(newest, history)),))
    waiting = next((one for one in picture.waves if one.status is Status.CLOSED and one.shared_at), None)
    if waiting and waiting.shared_at:
        return tell(voice.FIRST_TO_OTHERS(at=Moment(waiting.shared_at)))
    running = next((one for one in picture.waves if one.is_open(given.now)), None)
    if running:
        return tell(voice.STILL_OPEN(community=name, closes=Moment(running.closes_at)))
    return tell(voice.NO_RESULTS(community=name))


def outside(picture: ResultsPicture, person: PersonId) -> Decision | None:
    """The refusal for somebody who neither is in the community nor sponsors it; None for whom its results are."""
    sponsors = picture.community is not None and picture.community.sponsor == person
    return None if sponsors else not_inside(picture.community, person)


def everything_shared(picture: ResultsPicture, given: Given) -> tuple[Published, ...]:
    """What everybody may read by now."""
    return in_order((one for one in picture.waves if is_shared(one, given.now)), picture.figures)


def which_community(picture: ResultsPicture) -> Decision:
    """Several could be meant, or none."""
    if not picture.mine:
        return tell(voice.NO_COMMUNITY())
    question = voice.WHICH_RESULTS()
    buttons = tuple(
        Button(voice.NAMED(community=Typed(one.name)), "pulse.results", (one.id,)) for one in picture.mine
    )
    return Decision((Tell(Message(question, (Prose((question,)), Buttons(buttons)))),))


def show_beside(arrival: Arrival, picture: ResultsPicture, given: Given) -> Decision:
    """``pulse.beside`` (wave, carried): one's own answers, which only the card still knows, beside the whole."""
    _, carried = arguments(pressed(arrival), 2)
    wave = picture.wave
    if wave is None:
        return tell(voice.GONE())
    if wave.status is not Status.CLOSED:
        return tell(voice.STILL_OPEN_YOURS(closes=Moment(wave.closes_at)))
    mine = tuple(
        (item_text(wave, item), voice.MINE(answer=answer_label(wave, item, value)))
        for item, value in unpack(carried).items()
        if measure_of(item) in wave.measures
    )
    if not mine and wave.shared_at and not is_shared(wave, given.now):
        return tell(voice.FIRST_TO_OTHERS(at=Moment(wave.shared_at)))
    history = in_order(picture.waves, picture.figures)
    parts: list[Part] = [Heading(title(wave)), *whole(wave, history)]
    if mine:
        parts += [Facts(mine), Small((voice.MINE_KEPT(),))]
    return redraw(Message(title(wave), tuple(parts)))


# --- what lies behind them -------------------------------------------------------------------------------------


def explain(arrival: Arrival, picture: ResultsPicture, given: Given) -> Decision:
    """``pulse.how`` (wave): what a band says and what it does not."""
    wave = picture.wave
    if wave is None:
        return tell(voice.GONE())
    if (no := outside(picture, arrival.person)) is not None:
        return no
    shown = [one for one in in_order(picture.waves, picture.figures) if one.wave.id == wave.id]
    least = [
        detectable_change(one.figure.counts) for one in shown if one.wave.scale_of(one.measure) in ORDERED
    ]
    seen = (Prose((say.HOW_CHANGE(least=max(least)),)),) if least else ()
    said = (Prose((say.HOW_BANDS(),)), *seen, Prose((say.HOW_APART(),)), Prose((say.HOW_PRIVATE(),)))
    return Decision((Tell(Message(say.HOW, (Heading(say.HOW), *said, Small((voice.UNVALIDATED(),))))),))


def show_comments(arrival: Arrival, picture: ResultsPicture, given: Given) -> Decision:
    """``pulse.comments`` (wave): what people wrote, word for word and without names."""
    wave = picture.wave
    if wave is None or wave.own is None:
        return tell(voice.GONE())
    if (no := outside(picture, arrival.person)) is not None:
        return no
    if not picture.comments:
        return tell(say.NO_COMMENTS())
    asked = Prose((subject_said(wave, "own"),))
    quotes = tuple(Quote(one) for one in picture.comments)
    parts: tuple[Part, ...] = (Heading(say.COMMENTS), asked, *quotes, Small((say.COMMENTS_NOTE(),)))
    return Decision((Tell(Message(say.COMMENTS, parts)),))
