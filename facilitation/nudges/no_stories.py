"""Two months without a story: somebody can be invited to tell one."""

from facilitation.nudges import moves
from facilitation.nudges.nudge import Area, Ask, days, nudge
from facilitation.nudges.picture import Picture
from facilitation.voice.nudges import WHEATLEY
from facilitation.voice.nudges_illuminate import NO_STORIES as say
from facilitation.words import Phrase


@nudge(Area.ILLUMINATE, say, WHEATLEY, moves.INVITE_STORY, Ask(), within=days(28), rests=days(42))
def no_stories(p: Picture) -> Phrase | None:
    last = max((one.at for one in p.stories), default=p.community.created_at)
    return say.why(n=p.days_since(last)) if p.days_since(last) >= 60 else None
