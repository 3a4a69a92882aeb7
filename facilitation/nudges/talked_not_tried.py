"""A problem that was talked about often can get its smallest first step."""

from facilitation.nudges.nudge import GROWN, Area, Run, days, nudge
from facilitation.nudges.picture import Picture
from facilitation.voice.nudges import HETZEL
from facilitation.voice.nudges_resource import TALKED_NOT_TRIED as say
from facilitation.words import Phrase


@nudge(
    Area.RESOURCE,
    say,
    HETZEL,
    Run("fifteen"),
    Run("action_learning"),
    importance=7,
    within=days(28),
    stages=GROWN,
)
def talked_not_tried(p: Picture) -> Phrase | None:
    often = max((one.threads for one in p.problems if not one.tries), default=0)
    return say.why(n=often) if often > 3 else None
