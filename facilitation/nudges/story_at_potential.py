"""A story of something to use some day can be asked for its second part."""

from facilitation.nudges import moves
from facilitation.nudges.nudge import GROWN, Area, Ask, days, nudge
from facilitation.nudges.picture import Picture
from facilitation.voice.nudges import VALUE_CYCLES
from facilitation.voice.nudges_illuminate import STORY_AT_POTENTIAL as say
from facilitation.words import Phrase


@nudge(
    Area.ILLUMINATE,
    say,
    VALUE_CYCLES,
    moves.INVITE_STORY,
    Ask(),
    importance=4,
    within=days(42),
    rests=days(60),
    stages=GROWN,
)
def story_at_potential(p: Picture) -> Phrase | None:
    told = [one for one in p.stories if one.cycle in ("applied", "realised", "reframing")]
    waiting = sum(one.cycle == "potential" and p.days_since(one.at) >= 30 for one in p.stories)
    return say.why(n=waiting) if waiting > len(told) else None
