"""What the nudges say that help a community to name itself: its purpose, values, conveners and stage."""

from facilitation.voice.catalogue import Slot
from facilitation.voice.nudges import saying

NO_PURPOSE = saying(
    "no_purpose",
    "No purpose yet",
    "*{community}* has no purpose in its charter yet. Nine whys in pairs, a question to all, or something else: what fits?",
    "It began {n} days ago, and the purpose in its charter is empty.",
    "What would be missing if this community were not here?",
    n=Slot.COUNT,
)
NO_PROBLEM = saying(
    "no_problem",
    "No problem of your own yet",
    "*{community}* has not taken on a problem. A look at the open ones, a question to all, or something else: what fits?",
    "It is {n} days old and no problem is linked to it.",
    "Which of the open problems is ours to own?",
    n=Slot.COUNT,
)
CONVENER_APPOINTED = saying(
    "convener_appointed",
    "The group has not named you",
    "You convene *{community}*, and the group has not been asked yet. A nomination, a question to all, or something else: what fits?",
    "No convener was nominated by the group so far, {n} days in.",
    "Whom do we ask to convene us for the next while?",
    n=Slot.COUNT,
)
VALUES_MISSING = saying(
    "values_missing",
    "Values in their own words",
    "Few in *{community}* have said what matters to them here. A value from each, nine whys, or something else: what fits?",
    "{n} of {all} people have written a value in their own words.",
    n=Slot.COUNT,
    all=Slot.COUNT,
)
VALUES_NOT_LIVED = saying(
    "values_not_lived",
    "Values and how you work",
    "*{community}* sees a gap between its values and its days. Appreciative inquiry, a question to all, or something else: what fits?",
    "The published interval for living what we value is {low} to {high} out of 5.",
    "Which one practice of ours do we change so that it shows what we value?",
    low=Slot.NUMBER,
    high=Slot.NUMBER,
)
ASLEEP = saying(
    "asleep",
    "It has become still",
    "It has become still in *{community}*. A question about what comes next, three rounds of looking, or something else: what fits?",
    "The last eight weeks had {n} messages a week; the year before them had {usual}.",
    "Which do we choose now for this community, a rest, another focus, joining others, or an end?",
    n=Slot.COUNT,
    usual=Slot.COUNT,
)
DISMISSED_THRICE = saying(
    "dismissed_thrice",
    "I stopped one kind",
    "One kind of idea for *{community}* was sent away three times, so I stopped it. Have it back, see your settings, or leave it as it is.",
    "“{idea}” was marked as not useful three times.",
    idea=Slot.TERM,
)
ANOTHER_STAGE = saying(
    "another_stage",
    "Another stage of life",
    "*{community}* may be at another stage of its life by now. A look at the stages, a question to all, or something else: what fits?",
    "By what can be seen, “{seen}” fits; confirmed is “{stands}”. Only you can change it.",
    "Where does this community stand now, as you see it?",
    seen=Slot.TERM,
    stands=Slot.TERM,
)
