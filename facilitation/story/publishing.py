"""From told to shown: everybody in it says how, the teller sees it first, and it takes its place in a steady queue."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from facilitation import rhythm
from facilitation.asking import said
from facilitation.attention import PROMISED
from facilitation.community import Community
from facilitation.membership import name_of, tell
from facilitation.story.facts import (
    Copy,
    Named,
    Story,
    StoryCopied,
    StoryGone,
    StoryKept,
    StoryTakenDown,
    Telling,
    shown_answers,
    still_named,
)
from facilitation.voice import community as common
from facilitation.voice import story as say
from facilitation.words import (
    NOTHING,
    Arrival,
    Button,
    Buttons,
    Decision,
    Entry,
    Form,
    Given,
    Letter,
    Line,
    Moment,
    Open,
    Part,
    Picture,
    Prose,
    Quote,
    Reask,
    Small,
    Submission,
    Tell,
    Unwake,
    Wake,
    Who,
)

PUBLISH = "story.publish"
THURSDAY = 3
ONE_A_WEEK = timedelta(days=7)
MOST_ALIAS = 60


def story_parts(story: Story, telling: Telling) -> tuple[Part, ...]:
    """The story as it is read: its parts as told, and what the teller says that it means."""
    answers = tuple(Quote(one) for one in shown_answers(story, telling.names))
    meaning = (Prose((say.MEANS_TO_ME,)), Quote(story.meaning)) if story.meaning else ()
    picture = (Picture(story.picture, say.PICTURE_ALT(who=Who(story.teller))),) if story.picture else ()
    signs = (say.CYCLES[story.cycle],) if story.cycle else ()
    marks = (*signs, *(say.SIGNIFIERS[one] for one in story.signifiers if one in say.SIGNIFIERS))
    return (*answers, *meaning, *picture, *((Small(marks),) if marks else ()))


# --- everybody in it ---------------------------------------------------------------------------------------------


def ask_everybody(story: Story, telling: Telling, given: Given) -> Decision:
    """Each person in the story reads it first and says how they want to stand in it.

    The letters are named by this change, not by the words: words that come back are asked about anew.
    """
    waiting = replace(story, state="consent")
    asked = [one for one in story.named if one.state == "asked"]
    turn = given.new_id()
    letters = tuple(consent(waiting, one, telling, turn) for one in asked)
    who = tuple(Who(one.person) for one in asked)
    return Decision(
        (tell(say.THEY_ARE_ASKED(who=who)),), letters, changes=(StoryKept(waiting), *cards(waiting, *letters))
    )


def cards(story: Story, *letters: Letter) -> tuple[StoryCopied, ...]:
    """Letters in which the story was asked about; they go too when it is taken back."""
    return tuple(StoryCopied(story.id, Copy(one.once, one.to, "card")) for one in letters)


def consent(story: Story, one: Named, telling: Telling, turn: str) -> Letter:
    """You are in a story: how?"""
    asks = say.YOU_ARE_IN_IT(who=Who(story.teller))
    args = (story.community, story.id)
    buttons = (
        Button(say.FINE, "story.consent", (*args, "yes"), "primary"),
        Button(say.OTHER_NAME, "story.rename", args, opens_form=True),
        Button(say.LEAVE_ME_OUT, "story.consent", (*args, "out")),
    )
    message = said(asks, *story_parts(story, telling), Buttons(buttons), Small((say.ANY_TIME,)))
    once = f"story:{story.id}:consent:{one.person}:{turn}"
    return Letter(once, one.person, message, "story.consent", importance=PROMISED)


def hear_consent(arrival: Arrival, telling: Telling, given: Given) -> Decision:
    """Fine with it, or left out; also long after it was shown."""
    return stands(arrival, telling, given, arrival.what.args[2])  # type: ignore[union-attr]


def ask_alias(arrival: Arrival, telling: Telling, given: Given) -> Decision:
    """Under which name?"""
    story = telling.story
    if story is None or story.who(arrival.person) is None:
        return Decision((tell(say.OVER),))
    line = Line("alias", say.ALIAS_LABEL, say.ALIAS_HINT, most=MOST_ALIAS)
    form = Form("story.rename", say.OTHER_NAME, common.CHARTER_SUBMIT, (line,), (story.community, story.id))
    return Decision((Open(form),))


def hear_alias(arrival: Arrival, telling: Telling, given: Given) -> Decision:
    """They are called so from now on."""
    assert isinstance(arrival.what, Submission)
    alias = arrival.what.text("alias")[:MOST_ALIAS]
    if not alias:
        return Decision((Reask((("alias", say.A_FEW_WORDS),)),))
    return stands(arrival, telling, given, "renamed", alias)


def stands(arrival: Arrival, telling: Telling, given: Given, state: str, alias: str = "") -> Decision:
    """Somebody said how they want to stand in a story; what is shown already and no longer right is taken down."""
    story = telling.story
    if story is None or story.who(arrival.person) is None:
        return Decision((tell(say.OVER),))
    named = tuple(
        Named(arrival.person, state, alias) if one.person == arrival.person else one for one in story.named
    )
    now = replace(story, named=named)
    if now == story:
        return Decision((tell(say.HEARD),))
    heard = Decision(
        (tell(say.HEARD),), entries=(Entry("story.consented", story.community, (("how", state),)),)
    )
    if story.state == "published" and state == "yes":
        return heard + Decision(changes=(StoryKept(now),))
    down = take_down(story, telling)
    if now.undecided:
        return heard + down + Decision(changes=(StoryKept(now),))
    return heard + down + replace(preview(now, telling, given), replies=())


# --- the teller sees it first --------------------------------------------------------------------------------------


def preview(story: Story, telling: Telling, given: Given) -> Decision:
    """As it would be read now, to the teller alone."""
    ready = replace(story, state="preview", due_at=None, published_at=None)
    args = (story.community, story.id)
    blocked = still_named(ready, telling.names)
    buttons = [Button(say.CHANGE_WORDS, "story.words", args, opens_form=True), withdraw_button(story)]
    if not blocked:
        buttons.insert(0, Button(say.PUBLISH, "story.queue", args, "primary"))
    note = (Prose((say.WANTS_OUT(who=tuple(Who(one) for one in blocked)),)),) if blocked else ()
    message = said(say.PREVIEW, *note, *story_parts(ready, telling), Buttons(tuple(buttons)))
    once = f"story:{story.id}:preview:{given.new_id()}"
    letter = Letter(once, story.teller, message, "story.preview", importance=PROMISED)
    return Decision(
        (Tell(said(say.PREVIEW_COMES)),), (letter,), changes=(StoryKept(ready), *cards(ready, letter))
    )


def withdraw_button(story: Story) -> Button:
    return Button(say.WITHDRAW, "story.withdraw", (story.community, story.id), "danger")


# --- a steady queue ------------------------------------------------------------------------------------------------


def queue(arrival: Arrival, telling: Telling, given: Given) -> Decision:
    """The teller said yes: it takes the next free week."""
    story, community = telling.story, telling.community
    if story is None or community is None or story.teller != arrival.person or story.state != "preview":
        return Decision((tell(say.OVER),))
    if still_named(story, telling.names):
        return Decision((tell(say.NOT_YET),))
    due = next_place(community, telling.last_due, given.now)
    queued = replace(story, state="queued", due_at=due)
    return Decision(
        (tell(say.QUEUED(at=Moment(due, "date"))),),
        wakes=(Wake(due, PUBLISH, story.id),),
        entries=(Entry("story.queued", community.id),),
        changes=(StoryKept(queued),),
    )


def next_place(community: Community, last: datetime | None, now: datetime) -> datetime:
    """A Thursday at ten where the community is, a week after the one before it: one a week, never a flood."""
    after = max(now, last + ONE_A_WEEK - timedelta(hours=2)) if last else now
    return rhythm.next_local(community.zone, 10, 0, after, weekday=THURSDAY)


def publish(wake: tuple[str, Wake], telling: Telling, given: Given) -> Decision:
    """Its week has come: it is shown in the places the teller chose."""
    story, community = telling.story, telling.community
    if story is None or community is None or story.state != "queued":
        return NOTHING
    shown = replace(story, state="published", published_at=given.now)
    told = say.STORY_OF(who=Who(story.teller), name=name_of(community))
    shelf = Button(say.TO_SHELF, "practice.from_story", (community.id,), opens_form=True)
    message = said(told, *story_parts(story, telling), Buttons((shelf,)))
    day = f"{given.now:%Y%m%d}"
    letters = tuple(
        Letter(f"story:{story.id}:at:{day}:{one}", one, message, "story.copy") for one in story.channels
    )
    copies = tuple(StoryCopied(story.id, Copy(letter.once, letter.to)) for letter in letters)
    entry = Entry("story.published", community.id, (("places", len(letters)),))
    return Decision((), letters, entries=(entry,), changes=(StoryKept(shown), *copies))


# --- to the sponsor, as a question ---------------------------------------------------------------------------------


def ask_share(arrival: Arrival, telling: Telling, given: Given) -> Decision:
    """From a nudge: the teller of the newest story that changed a question is asked about the sponsor."""
    story, community = telling.story, telling.community
    if (
        story is None
        or community is None
        or community.sponsor is None
        or not community.is_convened_by(arrival.person)
    ):
        return Decision((tell(say.NOTHING_TO_SHARE),))
    asks = say.MAY_SPONSOR_READ(who=Who(arrival.person), sponsor=Who(community.sponsor))
    buttons = Buttons((Button(say.SHARE_IT, "story.share_it", (community.id, story.id), "primary"),))
    letter = Letter(
        f"story:{story.id}:share", story.teller, said(asks, buttons), "story.preview", importance=PROMISED
    )
    return Decision((tell(say.TELLER_ASKED),), (letter,))


def share(arrival: Arrival, telling: Telling, given: Given) -> Decision:
    """The teller shares it with the sponsor: a story and a question, no figure."""
    story, community = telling.story, telling.community
    if story is None or story.teller != arrival.person or community is None or community.sponsor is None:
        return Decision((tell(say.OVER),))
    message = said(
        say.FOR_SPONSOR(who=Who(story.teller), name=name_of(community)), *story_parts(story, telling)
    )
    letter = Letter(
        f"story:{story.id}:sponsor", community.sponsor, message, "story.copy", importance=PROMISED
    )
    entry = Entry("story.shared", community.id)
    return Decision(
        (tell(say.SHARED),),
        (letter,),
        entries=(entry,),
        changes=(StoryCopied(story.id, Copy(letter.once, letter.to)),),
    )


# --- taking it back ------------------------------------------------------------------------------------------------


def withdraw(arrival: Arrival, telling: Telling, given: Given) -> Decision:
    """The teller takes it back, before or long after it was shown: every copy goes, and so do the words."""
    story = telling.story
    if story is None or story.teller != arrival.person:
        return Decision((tell(say.OVER),))
    return Decision(
        (tell(say.WITHDRAWN),),
        taking_back(story, telling.copies),
        (Unwake(PUBLISH, story.id),),
        (Entry("story.withdrawn", story.community),),
        (StoryGone(story.id, telling.copies),),
    )


def take_down(story: Story, telling: Telling) -> Decision:
    """What stands somewhere is taken back; the teller still has the story."""
    if not telling.read_by_others:
        return Decision(wakes=(Unwake(PUBLISH, story.id),))
    return Decision(
        letters=taking_back(story, telling.read_by_others),
        wakes=(Unwake(PUBLISH, story.id),),
        entries=(Entry("story.taken_down", story.community),),
        changes=(StoryTakenDown(story.id, telling.read_by_others),),
    )


def taking_back(story: Story, copies: tuple[Copy, ...]) -> tuple[Letter, ...]:
    """A letter for each copy that deletes it, and one for each export that empties it."""
    return tuple(
        Letter(
            f"{one.once}:emptied:{story.id}", one.to, said(say.EXPORT_EMPTIED), "story.gone", edits=one.once
        )
        if one.kind == "export"
        else Letter(f"{one.once}:gone", one.to, said(say.GONE), "story.gone", deletes=one.once)
        for one in copies
    )
