"""Somebody new wrote and nobody replied: a member can be asked to."""

from datetime import timedelta

from facilitation.nudges import moves
from facilitation.nudges.nudge import Area, Ask, days, nudge
from facilitation.nudges.picture import Picture
from facilitation.voice.nudges import TEAHOUSE
from facilitation.voice.nudges_connect import UNANSWERED_WELCOME as say
from facilitation.words import Phrase

WORKING_DAY = timedelta(hours=8)  # of the convener's own hours: 24 hours by the clock


@nudge(Area.CONNECT, say, TEAHOUSE, moves.ASK_WELCOME, Ask(), importance=9, within=days(5), rests=days(7))
def unanswered_welcome(p: Picture) -> Phrase | None:
    waiting = sum(one.waited >= WORKING_DAY for one in p.newcomers)
    return say.why(n=waiting) if waiting else None
