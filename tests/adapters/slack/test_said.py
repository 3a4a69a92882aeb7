"""``said_faults`` is the one question for tests of other rooms: would Slack take what was just said?"""

from facilitation.voice import surface
from facilitation.words import Button, Buttons, Form, Home, Line, Menu, Message, Open, Option, Reask, Tell
from tests.harness.slack_rules import said_faults

GOOD = Message(surface.NAME, (Buttons((Button(surface.CLOSE, "a"),)),))
# an option without a value comes back as nothing
LONG = Menu(surface.CHOOSE, "m", (Option(surface.CLOSE, ""),))


def test_what_is_said_well_has_no_faults():
    for said in (
        GOOD,
        Tell(GOOD),
        Home(GOOD),
        Open(Form("f", surface.NAME, surface.CLOSE, (Line("a", surface.NAME),))),
        Reask(()),
    ):
        assert said_faults(said) == []


def test_what_slack_would_refuse_is_named():
    assert any("option" in fault for fault in said_faults(Tell(Message(surface.NAME, (LONG,)))))
