"""What conveners read about suggestions as a whole: whom they reach, and whether they help."""

from __future__ import annotations

from facilitation.voice.catalogue import Slot, label, sentence
from facilitation.words import Act, Phrase

INFORM, SUMMARISE = Act.INFORM, Act.SUMMARISE

FAIRNESS = label("periphery_record.fairness", "Whom suggestions reach")
FAIRNESS_SUMMARY = sentence(
    "periphery_record.fairness_summary", SUMMARISE, "Whom suggestions reached in the last quarter."
)()
TOO_FEW = sentence(
    "periphery_record.too_few",
    INFORM,
    "Fewer than {n} people were named in this workspace in the last quarter, so there is nothing to report yet.",
    n=Slot.COUNT,
)
NAMED = sentence(
    "periphery_record.named",
    SUMMARISE,
    "In the last quarter {n} suggestions in this workspace named {people} people.",
    n=Slot.COUNT,
    people=Slot.COUNT,
)
OFTEN = sentence(
    "periphery_record.often",
    SUMMARISE,
    "Nobody was named more than {n} time. Spread from 0, all alike, to 1: {gini}.",
    many="Nobody was named more than {n} times. Spread from 0, all alike, to 1: {gini}.",
    n=Slot.COUNT,
    gini=Slot.NUMBER,
)
CIRCLES: dict[str, Phrase] = {
    "new": label("periphery_record.new", "First wrote less than 90 days ago"),
    "months": label("periphery_record.months", "Here for less than a year"),
    "years": label("periphery_record.years", "Here for a year or more"),
    "west": label("periphery_record.west", "Zones west of UTC-2"),
    "middle": label("periphery_record.middle", "Zones from UTC-2 to UTC+4"),
    "east": label("periphery_record.east", "Zones east of UTC+4"),
}
SUPPLIED = {
    "department": sentence("periphery_record.department", SUMMARISE, "Department: {name}", name=Slot.NAME),
    "site": sentence("periphery_record.site", SUMMARISE, "Site: {name}", name=Slot.NAME),
}
SHARES = sentence(
    "periphery_record.shares",
    SUMMARISE,
    "{named} of 100 named, {eligible} of 100 who could be",
    named=Slot.COUNT,
    eligible=Slot.COUNT,
)
FAIRNESS_SMALL = sentence(
    "periphery_record.fairness_small",
    INFORM,
    "Circles of fewer than {n} people are left out, and those from which they could be worked out.",
    n=Slot.COUNT,
)

EVIDENCE = label("periphery_record.evidence", "Whether suggestions help")
EVIDENCE_SUMMARY = sentence(
    "periphery_record.evidence_summary", SUMMARISE, "Whether suggestions help, as far as is known."
)()
HALVES = sentence(
    "periphery_record.halves",
    SUMMARISE,
    "{shown} suggestions were shown and {held} held back by lot, each 60 days ago or more.",
    shown=Slot.COUNT,
    held=Slot.COUNT,
)
NOT_KNOWN = sentence(
    "periphery_record.not_known",
    INFORM,
    "Not known yet: it takes {n} in each half before I give a figure.",
    n=Slot.COUNT,
)
CAME = label("periphery_record.came", "Wrote in the community")
STAYED = label("periphery_record.stayed", "Wrote three times or more")
OPTED_OUT = label("periphery_record.opted_out", "Asked not to be suggested")
TOLD = sentence(
    "periphery_record.told",
    SUMMARISE,
    "between {low} and {high} more of 100 when shown",
    low=Slot.NUMBER,
    high=Slot.NUMBER,
)
NOT_TOLD = sentence(
    "periphery_record.not_told",
    SUMMARISE,
    "no difference can be told yet (between {low} and {high} of 100)",
    low=Slot.NUMBER,
    high=Slot.NUMBER,
)
EVIDENCE_SMALL = sentence(
    "periphery_record.evidence_small",
    INFORM,
    "Everybody who came up counts in the half the lot put them in. Days 8 to 60 after, all communities together.",
)()
