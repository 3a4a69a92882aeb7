"""A kind that was sent away three times has stopped, and its convener is told."""

from facilitation.nudges import moves
from facilitation.nudges.nudge import Area, days, nudge
from facilitation.nudges.picture import Picture
from facilitation.voice.nudges import ETHICS, title_of
from facilitation.voice.nudges_name import DISMISSED_THRICE as say
from facilitation.words import Phrase


@nudge(
    Area.NAME,
    say,
    ETHICS,
    moves.SEE_STOPPED,
    moves.SEE_SETTINGS,
    importance=9,
    within=days(7),
    owed=True,
    mirror=True,
)
def dismissed_thrice(p: Picture) -> Phrase | None:
    return say.why(idea=title_of(p.stopped[0])) if p.stopped else None
