"""Two experiments on one problem were dropped: the group can look for what brings that about."""

from facilitation.nudges.nudge import GROWN, Area, Run, days, nudge
from facilitation.nudges.picture import Picture
from facilitation.voice.nudges import STRUCTURES
from facilitation.voice.nudges_resource import SAME_FAILURE as say
from facilitation.words import Phrase


@nudge(
    Area.RESOURCE,
    say,
    STRUCTURES,
    Run("triz"),
    Run("after_action"),
    importance=6,
    within=days(60),
    stages=GROWN,
)
def same_failure(p: Picture) -> Phrase | None:
    again = p.repeated_failures
    return say.why(n=again) if again >= 2 else None
