"""What is said about who could be drawn in: reasons in counts that anybody in the channel could check."""

from __future__ import annotations

from facilitation.voice.catalogue import Slot, sentence
from facilitation.words import Act

CONNECT = Act.CONNECT

# --- reasons: what happened between a person and a place, never what a person is like --------------------------------

TIE = sentence(
    "periphery.tie",
    CONNECT,
    "{person} and {member} answered or mentioned each other {n} time in the last 90 days, on {at} in {place}.",
    many="{person} and {member} answered or mentioned each other {n} times in the last 90 days, last on {at} in {place}.",
    person=Slot.WHO,
    member=Slot.WHO,
    n=Slot.COUNT,
    at=Slot.MOMENT,
    place=Slot.PLACE,
)
TIES = sentence(
    "periphery.ties",
    CONNECT,
    "{person} was in touch with {n} person who takes part in {place} in the last 90 days.",
    many="{person} was in touch with {n} people who take part in {place} in the last 90 days.",
    person=Slot.WHO,
    n=Slot.COUNT,
    place=Slot.PLACE,
)
CALLED = sentence(
    "periphery.called",
    CONNECT,
    "{n} message in {place} mentioned {person} in the last 90 days, on {at}.",
    many="{n} messages in {place} mentioned {person} in the last 90 days, the last on {at}.",
    person=Slot.WHO,
    n=Slot.COUNT,
    place=Slot.PLACE,
    at=Slot.MOMENT,
)
RETURNING = sentence(
    "periphery.returning",
    CONNECT,
    "{person} has written {n} message in {place} before, on {at}.",
    many="{person} has written {n} messages in {place} before, the last on {at}.",
    person=Slot.WHO,
    n=Slot.COUNT,
    place=Slot.PLACE,
    at=Slot.MOMENT,
)
SHARED = sentence(
    "periphery.shared",
    CONNECT,
    "{person} wrote in {other} in the last 90 days, and so did {n} person who takes part in {place}.",
    many="{person} wrote in {other} in the last 90 days, and so did {n} people who take part in {place}.",
    person=Slot.WHO,
    other=Slot.PLACE,
    n=Slot.COUNT,
    place=Slot.PLACE,
)
FIRST = sentence(
    "periphery.first",
    CONNECT,
    "{person} wrote in this workspace for the first time on {at}.",
    person=Slot.WHO,
    at=Slot.MOMENT,
)
LAST = sentence(
    "periphery.last",
    CONNECT,
    "{person} last wrote on {at} in {place}.",
    person=Slot.WHO,
    at=Slot.MOMENT,
    place=Slot.PLACE,
)
DRAWN = sentence(
    "periphery.drawn",
    CONNECT,
    "{person} came up by lot, among people who were not in touch with anybody from {place} in the last 90 days.",
    person=Slot.WHO,
    place=Slot.PLACE,
)
