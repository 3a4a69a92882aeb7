"""What people read when a pulse has closed: how sure a figure is, whom it is about, and what to talk over."""

from __future__ import annotations

from facilitation.voice.catalogue import Slot, label, sentence
from facilitation.words import Act

# --- figures ---------------------------------------------------------------------------------------------------

LINE = sentence("pulse.results.line", Act.INFORM, "{figure}. {change}", figure=Slot.TERM, change=Slot.TERM)
NO_CHANGE = sentence("pulse.results.no_change", Act.INFORM, "No change we could detect.")
HIGHER = sentence("pulse.results.higher", Act.INFORM, "It lies higher than last time, by more than chance.")
LOWER = sentence("pulse.results.lower", Act.INFORM, "It lies lower than last time, by more than chance.")
FIRST_TIME = sentence("pulse.results.first_time", Act.INFORM, "Asked here for the first time.")
EARLIER = sentence(
    "pulse.results.earlier", Act.INFORM,
    "Not shown this time, to keep everybody's answer their own. On {on} it was {figure}.",
    on=Slot.DAY, figure=Slot.TERM,
)  # fmt: skip
OWN_ASKED = sentence(
    "pulse.results.own_asked", Act.INFORM, "“{words}”, the convener's own question", words=Slot.WORDS
)
WROTE = sentence("pulse.results.wrote", Act.INFORM, "Answered in people's own words.")
RATE_BETWEEN = sentence(
    "pulse.results.rate_between", Act.INFORM, "That is between {low} and {high} in 10 of those asked.",
    low=Slot.COUNT, high=Slot.COUNT,
)  # fmt: skip
RATE_FROM = sentence(
    "pulse.results.rate_from", Act.INFORM, "That is {low} in 10 of those asked, or more.", low=Slot.COUNT
)
RATED = sentence("pulse.results.rated", Act.INFORM, "{figure}, on {on}.", figure=Slot.TERM, on=Slot.DAY)
ENDS = sentence(
    "pulse.results.ends", Act.INFORM,
    "Among the people asked now, “{measure}” lies between {low} and {high}, whatever the others would have said.",
    measure=Slot.TERM, low=Slot.NUMBER, high=Slot.NUMBER,
)  # fmt: skip
PARTLY = sentence(
    "pulse.results.partly", Act.INFORM,
    "A few answers, drawn by lot, are left out, so that nobody's can be worked out.",
)  # fmt: skip
BANDS_ABOUT = sentence(
    "pulse.results.bands_about", Act.INFORM,
    "“Likely” is about this community in general and holds 19 times in 20.",
)  # fmt: skip
PICTURE = label("pulse.results.picture", "Where each figure lies")
PICTURE_TWIN = sentence(
    "pulse.results.picture_twin", Act.INFORM,
    "The dot is the figure, the line is where it likely lies, the ring is the last time. The same stands above in words.",
)  # fmt: skip
TREND = sentence("pulse.results.trend", Act.LABEL, "{measure}, over time", measure=Slot.TERM)
TREND_TWIN = sentence(
    "pulse.results.trend_twin", Act.INFORM, "Over {n} pulses: {low} at first, {high} now. Most of what moves in between is chance.",
    low=Slot.NUMBER, high=Slot.NUMBER, n=Slot.COUNT,
)  # fmt: skip
AT_MOST = label("pulse.results.at_most", "likely at most")
AT_LEAST = label("pulse.results.at_least", "likely at least")
SHOWN = label("pulse.results.shown", "shown")

# --- how to read them ------------------------------------------------------------------------------------------

HOW = label("pulse.results.how", "How to read this")
HOW_BANDS = sentence(
    "pulse.results.how_bands", Act.INFORM,
    "“Likely between” says where this community in general lies, 19 times in 20. With few answers that is wide, and honestly so.",
)  # fmt: skip
HOW_CHANGE = sentence(
    "pulse.results.how_change", Act.INFORM,
    "“No change we could detect” leaves open whether something changed: with this many answers, one smaller than {least} cannot be seen.",
    least=Slot.NUMBER,
)  # fmt: skip
HOW_APART = sentence(
    "pulse.results.how_apart", Act.INFORM,
    "Each figure is about something else. They are never added up, and communities are never put in a row.",
)  # fmt: skip
HOW_PRIVATE = sentence(
    "pulse.results.how_private", Act.INFORM,
    "Figures are shown to the nearest half and numbers of people as bands, so that no answer can be worked out.",
)  # fmt: skip

# --- for whom --------------------------------------------------------------------------------------------------

TALK_CONVENER = sentence(
    "pulse.results.talk_convener", Act.ASK_OPEN, "Which of these would people here like to talk over together?"
)  # fmt: skip
TALK_SPONSOR = sentence(
    "pulse.results.talk_sponsor", Act.ASK_OPEN, "What would people in this community tell you that no figure here can?"
)  # fmt: skip
SPONSOR_LAST = sentence(
    "pulse.results.sponsor_last", Act.INFORM,
    "Those who answered saw this first, then the conveners. It is the same for everybody and judges nobody.",
)  # fmt: skip

# --- what people wrote -----------------------------------------------------------------------------------------

COMMENTS = label("pulse.results.comments", "What people wrote")
COMMENTS_NOTE = sentence(
    "pulse.results.comments_note", Act.INFORM,
    "Word for word, without names, in an order that says nothing. None is shown unless ten people or more wrote.",
)  # fmt: skip
NO_COMMENTS = sentence(
    "pulse.results.no_comments", Act.INFORM, "Nothing that people wrote in this pulse is shown: that takes ten who wrote."
)  # fmt: skip

# --- as a table ------------------------------------------------------------------------------------------------

AS_TABLE = label("pulse.results.as_table", "As a table (CSV)")
TABLE = sentence("pulse.results.table", Act.LABEL, "Published figures of {community}", community=Slot.NAME)
TABLE_COMES = sentence(
    "pulse.results.table_comes", Act.LOGISTICS, "The table comes to you by direct message."
)
TABLE_NOTE = sentence(
    "pulse.results.table_note", Act.INFORM,
    "Only what everybody here can read anyway, newest first. Copied into a file ending in .csv it opens in any spreadsheet.",
)  # fmt: skip
