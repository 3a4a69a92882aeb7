"""How taking part is spread in a community: places that all are ways of taking part, and what changed beyond chance."""

from __future__ import annotations

from facilitation.voice.catalogue import Slot, label, sentence
from facilitation.words import Act, Phrase

INFORM, SUMMARISE = Act.INFORM, Act.SUMMARISE

MEANS = sentence("periphery_picture.means", INFORM, "shows how taking part is spread here, as a whole.")()
HEADING = sentence(
    "periphery_picture.heading", Act.LABEL, "How taking part is spread in {name}", name=Slot.NAME
)
SUMMARY = sentence(
    "periphery_picture.summary", SUMMARISE, "How taking part is spread in {name}.", name=Slot.NAME
)
TOO_FEW = sentence(
    "periphery_picture.too_few",
    INFORM,
    "Fewer than {n} people wrote in {name} in the last half year. A picture would be about single people, so there is none.",
    n=Slot.COUNT,
    name=Slot.NAME,
)
LEVELS: dict[str, Phrase] = {
    "core": label("periphery_picture.core", "Wrote in half the weeks or more"),
    "active": label("periphery_picture.active", "Wrote in a fifth of the weeks or more"),
    "peripheral": label("periphery_picture.now_and_then", "Wrote now and then"),
    "outside": label("periphery_picture.reading", "Members who may read or listen"),
}
CAME = label("periphery_picture.came", "Wrote here for the first time")
COUNT = sentence("periphery_picture.count", SUMMARISE, "{n} person", many="{n} people", n=Slot.COUNT)
FEWER = sentence("periphery_picture.fewer", SUMMARISE, "fewer than {n}", n=Slot.COUNT)
STARTERS_LABEL = label("periphery_picture.starters", "Topics were started by about")
WORTH = sentence(
    "periphery_picture.worth", SUMMARISE, "{n} person's worth", many="{n} people's worth", n=Slot.COUNT
)
ANSWERS_LABEL = label("periphery_picture.answers_label", "Questions answered")
ANSWERS = sentence(
    "periphery_picture.answers",
    SUMMARISE,
    "{n}, first by about {worth} people's worth",
    n=Slot.COUNT,
    worth=Slot.COUNT,
)
NO_CHANGE = sentence(
    "periphery_picture.no_change",
    SUMMARISE,
    "Nothing changed beyond what varies from one stretch to the next anyway.",
)()
CHANGES: dict[tuple[str, int], Phrase] = {
    (name, sign): sentence(f"periphery_picture.change.{name}.{side}", SUMMARISE, text)()
    for name, sign, side, text in (
        ("gini", 1, "up", "Messages come from fewer people than before."),
        ("gini", -1, "down", "Messages are spread over more people than before."),
        ("centralisation", 1, "up", "More of the talk runs through one person than before."),
        ("centralisation", -1, "down", "Less of the talk runs through one person than before."),
        ("spread", 1, "up", "Topics are started more evenly than before."),
        ("spread", -1, "down", "Topics are started less evenly than before."),
        ("core", 1, "up", "A larger part writes in most weeks than before."),
        ("core", -1, "down", "A smaller part writes in most weeks than before."),
    )
}
SMALL = sentence(
    "periphery_picture.small", INFORM, "The last {days} days against the {days} before.", days=Slot.COUNT
)
PLACES = sentence(
    "periphery_picture.places",
    INFORM,
    "These are places, and people move between them. Reading along is a full way of taking part, and I cannot see it.",
)()
