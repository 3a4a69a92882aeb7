"""The statements that a pulse asks about, in our own words.

The constructs are from the literature that ``facilitation.pulse.instruments`` names; no published item is copied.
None of these has been validated: wherever results are shown, that is said.
"""

from __future__ import annotations

from facilitation.voice.catalogue import Slot, label, sentence
from facilitation.words import Act


def _item(key: str, text: str) -> None:
    sentence(f"pulse.item.{key}", Act.ASK_OPEN, text)


def _item_about(key: str, text: str) -> None:
    """An item that names the community's own problem (efficacy is domain-specific by definition)."""
    sentence(f"pulse.item.{key}", Act.ASK_OPEN, text, problem=Slot.TERM)


_item("ID1", "Being part of this community says something about who I am at work.")
_item("ID2", "There is a bond between me and the people in this community.")
_item("ID3", "When I speak about this community, I say “we”.")
_item_about("EF1", "This community can make real progress on {problem}.")
_item_about("EF2", "When {problem} gets hard, we find a way through together.")
_item_about("EF3", "Between us we have what it takes to move {problem} forward.")
_item("EM1", "We in this community decide how we work on our problems.")
_item("EM2", "What this community does makes a difference here.")
_item("EM3", "The work of this community matters to me.")
_item("SU1", "The organisation gives this community time or means to do its work.")
_item("SU2", "People above us notice what this community contributes.")
_item("SU3", "The organisation cares how the people in this community are doing.")
_item("PR1", "Those who convene this community stand for what we have in common.")
_item("PR2", "Those who convene this community put its interest first.")
_item("PR3", "Those who convene this community know what it is like to be one of us.")
_item("BE1", "There is room for me here to listen as well as to contribute.")
_item("BE2", "I would be missed if I stopped coming.")
_item("BE3", "I can be myself in this community.")
_item("PS1", "I can bring a half-finished problem here.")
_item("PS2", "Saying “I got this wrong” is fine here.")
_item("PS3", "Asking a simple question is fine here.")
_item("DL1", "Different people take the lead here depending on the topic.")
_item("DL2", "I have helped steer something here recently.")
_item("DL3", "Anyone here can start something and find others who join.")
_item("VC1", "This month I enjoyed something here or learnt something.")
_item("VC2", "This month I got something here that is of use to me.")
_item("VC3", "This month I used something that I got here.")
_item("VC4", "This month I saw a result of something that I got here.")
_item("VC5", "This month I came to see a problem differently because of this community.")
_item("VA1", "What we say we value shows in how we treat each other here.")
_item("VA2", "When something goes against our values, somebody here says so.")
_item("VA3", "What we decide here fits what we say matters to us.")

MEASURES = {
    "ID": label("pulse.measure.ID", "Identification with the community"),
    "EF": label("pulse.measure.EF", "Confidence that we can do it together"),
    "EM": label("pulse.measure.EM", "Empowerment"),
    "SU": label("pulse.measure.SU", "Support of the organisation"),
    "PR": label("pulse.measure.PR", "Those who convene: one of us, for us"),
    "BE": label("pulse.measure.BE", "Belonging"),
    "PS": label("pulse.measure.PS", "Safety to speak"),
    "DL": label("pulse.measure.DL", "Shared leadership"),
    "VC": label("pulse.measure.VC", "Value created"),
    "VA": label("pulse.measure.VA", "Living the values"),
    "own": label("pulse.measure.own", "The convener's own question"),
    "GR": label("pulse.measure.GR", "Confidence, as the group rated it"),
}

PROBLEM = sentence("pulse.problem", Act.ASK_OPEN, "“{problem}”", problem=Slot.NAME)
ANY_PROBLEM = label("pulse.problem.any", "the problem we work on")
OWN_WORDS = sentence("pulse.item.own", Act.ASK_OPEN, "{words}", words=Slot.WORDS)
