"""What people in the demo did with Evener over the four weeks, in order. Pure data; bot/demo/life.py plays it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from bot.demo.town import ANA, CHIKA, EVA, EVALUATION, FIN, HANA, IRA, JONAS, KAI, STEWARDS


@dataclass(frozen=True, slots=True)
class Deed:
    """Somebody typed ``/community words``, pressed what came, and filled in what opened.

    ``answers`` by field name; a whole number of days stands for the date so long after the story began.
    """

    day: int
    hour: float  # UTC
    who: str
    where: str
    words: str
    presses: tuple[str, ...] = ()
    answers: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def after(self) -> timedelta:
        return timedelta(days=self.day, hours=self.hour)


DEEDS = (
    Deed(
        1, 10.0, EVA, STEWARDS, "problem", ("problem.new",),
        {
            "question": "How might deposits stay understandable when the people who made them have left?",
            "why": "Four of ten deposits that come back cannot be read without asking somebody.",
            "for_whom": "People who reuse our data years later.",
            "promise": "One hour a week for everybody who takes part.",
        },
    ),
    Deed(1, 14.0, ANA, STEWARDS, "problem", ("problem.take",)),
    Deed(2, 9.0, HANA, STEWARDS, "problem", ("problem.hand",)),
    Deed(2, 12.0, JONAS, STEWARDS, "problem", ("problem.hand",)),
    Deed(
        4, 9.0, CHIKA, STEWARDS, "request", (),
        {"kind": "time", "what": "Two afternoons to try the checksum report on old deposits", "amount": "8"},
    ),
    Deed(
        8, 9.5, HANA, STEWARDS, "experiment", ("experiment.new",),
        {
            "question": "Does half a page on what we mean by version help a depositor?",
            "step": "Show the half page to the next five depositors and write down what they ask.",
            "expect": "Fewer mails about replaced files.",
            "owner": f"slack:{HANA}",
            "review_on": 30,
        },
    ),
    Deed(11, 10.0, EVA, STEWARDS, "promise", ("promise.make",), {"words": "A screen for the reading room by the end of the month"}),
    Deed(
        15, 11.0, FIN, EVALUATION, "experiment", ("experiment.new",),
        {
            "question": "What do we hear when we count nothing for a day?",
            "step": "Sit in with the clinic team for one day and only listen.",
            "owner": f"slack:{FIN}",
            "review_on": 32,
        },
    ),
    Deed(
        18, 9.0, HANA, STEWARDS, "practice", (),
        {
            "when": "A depositor replaces a file without telling anybody",
            "what": "Keep both, and ask which one the paper used",
            "because": "Nobody remembers a year later",
            "seen_at": "Two deposits in spring",
        },
    ),
    Deed(
        19, 10.0, IRA, EVALUATION, "offer", (),
        {"kind": "expertise", "what": "Two readers for sorting stories, an afternoon a month"},
    ),
    Deed(22, 21.0, KAI, STEWARDS, "about", (), {"can_help": "Finding files that were replaced silently", "learning": "Licences"}),
)  # fmt: skip
