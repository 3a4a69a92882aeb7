"""A figure in words: a mean with its band, a share with its band, or how choices spread; never a count."""

from __future__ import annotations

from collections.abc import Sequence

from facilitation.pulse.comparing import Direction, change_between
from facilitation.pulse.instruments import OWN, Scale
from facilitation.pulse.published import asked_before
from facilitation.pulse.statistics import Estimate, choice_shares, mean_estimate, share_estimate
from facilitation.pulse.wave import Figure, Published, Wave
from facilitation.voice import pulse as voice
from facilitation.voice import pulse_results as results
from facilitation.voice.pulse_figures import CHOICE_SHARE, PORTIONS, YES_SHARE
from facilitation.voice.pulse_items import MEASURES
from facilitation.voice.pulse_rating import FIGURE as NUMBERS_TOGETHER
from facilitation.words import Phrase, Typed


def figure_phrase(wave: Wave, figure: Figure | None) -> Phrase:
    """One figure on one line; for choices see ``choice_phrases``."""
    if figure is None:
        return voice.NOT_SHOWN()
    scale = wave.scale_of(figure.measure)
    if scale is Scale.YES_NO:
        return YES_SHARE(**portions(yes_estimate(figure)))
    if scale is Scale.RATING:
        return rating_phrase(figure)
    if scale is Scale.CHOICE:
        return voice.CHOICES_BELOW()
    told = mean_estimate(figure.counts)
    return voice.FIGURE(value=told.value, low=told.low, high=told.high)


def rating_phrase(figure: Figure) -> Phrase:
    """All numbers of a group rating together, from 0 to 10."""
    told = mean_estimate(figure.counts, lowest=0)
    return NUMBERS_TOGETHER(value=told.value, low=told.low, high=told.high)


def subject_said(wave: Wave, measure: str) -> Phrase:
    """What a figure is about."""
    if measure == OWN and wave.own:
        return results.OWN_ASKED(words=Typed(wave.own.words))
    return MEASURES[measure]


def line_said(told: Published) -> Phrase:
    """A figure with what changed since the last time: mostly nothing that could be detected."""
    figure = figure_phrase(told.wave, told.figure)
    if told.wave.scale_of(told.measure) is Scale.CHOICE:
        return figure
    return results.LINE(figure=figure, change=change_said(told))


def change_said(told: Published) -> Phrase:
    if told.before is None:
        return results.FIRST_TIME()
    found = change_between(told.before.counts, told.figure.counts).direction
    return {Direction.UP: results.HIGHER, Direction.DOWN: results.LOWER}.get(found, results.NO_CHANGE)()


def missing_said(wave: Wave, measure: str, history: Sequence[Published]) -> Phrase:
    """What stands where a measure of this wave has no figure: the last one that was shown, with its day, if any."""
    if wave.scale_of(measure) is Scale.OPEN:
        return results.WROTE()
    older = (one for one in history if one.measure == measure and asked_before(one.wave, wave, measure))
    last = next(older, None)
    if last is None or wave.scale_of(measure) is Scale.CHOICE:
        return voice.NOT_SHOWN()
    return results.EARLIER(on=last.figure.on, figure=figure_phrase(last.wave, last.figure))


def yes_estimate(figure: Figure) -> Estimate:
    """The share that said yes, of a measure that is answered with no or yes."""
    return share_estimate(figure.counts[-1], figure.answered)


def choice_phrases(wave: Wave, figure: Figure) -> tuple[Phrase, ...]:
    """One line for each choice of a convener's own question, in the order in which they were offered."""
    choices = wave.own.choices if wave.own else ()
    told = zip(choices, choice_shares(figure.counts), strict=True)
    return tuple(CHOICE_SHARE(choice=Typed(words), **portions(share)) for words, share in told)


def portions(told: Estimate) -> dict[str, Phrase]:
    """The three parts of a share in words."""
    return {"share": PORTIONS[told.value], "low": PORTIONS[told.low], "high": PORTIONS[told.high]}
