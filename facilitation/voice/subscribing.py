"""What conveners read about the calendar that programs subscribe to."""

from __future__ import annotations

from facilitation.voice.catalogue import Slot, label, sentence
from facilitation.words import Act

INFORM = Act.INFORM

MEANS = label(
    "subscribing.means", "gives conveners the address of the community's calendar, to subscribe to."
)
HEADING = sentence("subscribing.heading", INFORM, "The calendar of {name}", name=Slot.NAME)
ADDRESS = sentence(
    "subscribing.address", INFORM, "Calendar programs subscribe to {address}", address=Slot.LINK
)
LIKE_A_PASSWORD = sentence(
    "subscribing.like_a_password",
    INFORM,
    "Whoever has this address can read the titles and times of gatherings, and no names. Only you see this message.",
)()
ANEW = label("subscribing.anew", "Make it anew")
SURE = label("subscribing.sure", "Whoever has the address until now sees nothing any more.")
ONLY_CONVENERS = sentence(
    "subscribing.only_conveners", INFORM, "Conveners of the community have the address of its calendar."
)()
NOWHERE = sentence(
    "subscribing.nowhere",
    INFORM,
    "This bot has no public address yet that a calendar program could reach. Its operator can give it one.",
)()
