"""Letting time pass at a word, so that anyone can see a week happen. Only the demo hears this."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from facilitation.rhythm import next_local
from facilitation.voice import skip as say
from facilitation.words import Message, Moment, Prose, Tell

UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LONGEST = timedelta(days=366)
MORNING = 9  # the hour of a skip to a weekday
SPAN = re.compile(r"(\d{1,6}) *([mhdw])[a-z]*")


def until(words: str, zone: str, now: datetime) -> datetime | None:
    """Until when time is to pass: ``7d``, ``90m``, ``monday`` (9:00 there); None when the words do not say it."""
    asked = words.strip().lower()
    if (
        len(asked) >= 3
        and (day := next((n for n, name in enumerate(DAYS) if name.startswith(asked)), None)) is not None
    ):
        return next_local(zone, MORNING, 0, now, weekday=day)
    span = SPAN.fullmatch(asked)
    if span is None:
        return None
    length = int(span[1]) * UNITS[span[2]]
    return now + length if timedelta(0) < length <= LONGEST else None


def passing(instant: datetime | None) -> Tell:
    """What is said at once: until when time passes, or how to say it."""
    sentence = say.PASSING(when=Moment(instant)) if instant else say.HOW
    return Tell(Message(sentence, (Prose((sentence,)),)))


def arrived(instant: datetime) -> Message:
    """What is said when everything due on the way has happened."""
    sentence = say.ARRIVED(when=Moment(instant))
    return Message(sentence, (Prose((sentence,)),))
