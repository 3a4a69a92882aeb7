"""An experiment past its review date can be looked at together."""

from facilitation.nudges.nudge import GROWN, Area, Ask, Run, days, nudge
from facilitation.nudges.picture import Picture
from facilitation.voice.nudges import REVIEW
from facilitation.voice.nudges_resource import TRY_NOT_REVIEWED as say
from facilitation.words import Phrase


@nudge(Area.RESOURCE, say, REVIEW, Run("after_action"), Ask(), importance=7, within=days(14), stages=GROWN)
def try_not_reviewed(p: Picture) -> Phrase | None:
    late = sum(one.reviewed_at is None and p.days_since(one.due_at) >= 14 for one in p.tries)
    return say.why(n=late) if late else None
