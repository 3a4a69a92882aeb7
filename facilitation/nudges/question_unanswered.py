"""A question that stands for two days goes to people, not to an answer."""

from facilitation.nudges.nudge import Area, Ask, Run, days, nudge
from facilitation.nudges.picture import Picture
from facilitation.voice.nudges import REINS
from facilitation.voice.nudges_resource import QUESTION_UNANSWERED as say
from facilitation.words import Phrase


@nudge(Area.RESOURCE, say, REINS, Run("peer_assist"), Ask(), importance=8, within=days(7))
def question_unanswered(p: Picture) -> Phrase | None:
    open_ones = sum(one.asks and not one.replies and p.days_since(one.at) >= 2 for one in p.lately(14))
    return say.why(n=open_ones) if open_ones else None
