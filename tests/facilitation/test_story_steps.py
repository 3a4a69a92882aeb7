"""Each step of a story as those in it see it: what is asked, who may, where it goes, and what is taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from facilitation.attention import ANSWER, PROMISED
from facilitation.community import Community, Membership
from facilitation.practice import Practice
from facilitation.story import export, publishing, telling
from facilitation.story.export import Library
from facilitation.story.facts import (
    CYCLES,
    Copy,
    Named,
    Story,
    StoryCopied,
    StoryGone,
    StoryKept,
    StoryTakenDown,
    Telling,
)
from facilitation.story.publishing import PUBLISH, next_place
from facilitation.voice import story as say
from facilitation.words import (
    NOTHING,
    Arrival,
    Buttons,
    Command,
    Moment,
    Open,
    Picture,
    Press,
    Prose,
    Quote,
    Reask,
    Submission,
    Unwake,
    Wake,
    Who,
)
from tests.facilitation.worlds import given_at, letters_to, reply_words, utc

NOW = utc(2026, 6, 1, 12)  # a Monday
HERE = Community(
    "c1", "w", "Guild", channels=("chan",), sponsor="sue",
    members=(Membership("ana", "convener"), Membership("ben"), Membership("caro")),
)  # fmt: skip
TOLD = ("Nobody dared.", "Ben sat with us.", "We deploy daily.", "Pairs help.")
STORY = Story("s1", "c1", "caro", NOW, "meaning", TOLD, channels=("chan", "other"))
NAMES = {"ben": "Ben Abara", "caro": "Caro"}


def looking(story: Story | None = STORY, **more) -> Telling:
    return Telling(**{"community": HERE, "story": story, "names": NAMES, **more})


def press(who: str, *args: str, **more) -> Arrival:
    return Arrival("a", "w", who, Press("story", args, **more))


def sent(who: str, *memo: str, **answers) -> Arrival:
    return Arrival("a", "w", who, Submission("story", memo, answers))


def buttons(message) -> dict[str, tuple[str, ...]]:
    """Action and arguments of every button, by action; of several alike the last."""
    return {
        one.action: one.args for part in message.parts if isinstance(part, Buttons) for one in part.buttons
    }


def form_of(decision):
    (reply,) = decision.replies
    assert isinstance(reply, Open)
    return reply.form


def fields_of(decision) -> dict[str, object]:
    return {one.name: one for one in form_of(decision).fields if hasattr(one, "name")}


def kept(decision) -> Story:
    (story,) = [one.story for one in decision.changes if isinstance(one, StoryKept)]
    return story


# --- telling -----------------------------------------------------------------------------------------------------


def test_a_story_begins_for_its_teller_in_this_community_and_goes_on_when_there_is_one() -> None:
    begun = telling.begin(press("caro"), looking(None), given_at(NOW))
    assert kept(begun) == Story("id-1", "c1", "caro", NOW)
    assert [(one.kind, one.subject, one.person) for one in begun.entries] == [("story.begun", "c1", "caro")]
    assert buttons(begun.replies[0].message)["story.answer"] == ("c1", "id-1")
    again = telling.begin(press("caro"), looking(), given_at(NOW))
    assert not again.changes and not again.entries
    assert buttons(again.replies[0].message)["story.meaning"] == ("c1", "s1")


@pytest.mark.parametrize("at", range(4))
def test_the_form_asks_the_first_question_without_an_answer_and_its_answer_goes_there(at: int) -> None:
    so_far = replace(STORY, state="telling", answers=TOLD[:at] + ("",) * (4 - at))
    form = form_of(telling.ask_answer(press("caro"), looking(so_far), given_at(NOW)))
    (line,) = form.fields
    assert (form.id, form.memo, line.name) == ("story.answer", ("c1", "s1", str(at)), "words")
    assert line.label == say.QUESTION_LABELS[at]
    after = kept(
        telling.answer(sent("caro", *form.memo, words=" Then rain. "), looking(so_far), given_at(NOW))
    )
    assert after.answers == (*TOLD[:at], "Then rain.", *("",) * (3 - at))
    assert after.state == ("meaning" if at == 3 else "telling")


def test_an_answer_is_cut_where_the_form_says_and_an_empty_one_is_asked_again() -> None:
    so_far = replace(STORY, state="telling", answers=("", "", "", ""))
    long = kept(
        telling.answer(sent("caro", "c1", "s1", "0", words="x" * 2000), looking(so_far), given_at(NOW))
    )
    (line,) = form_of(telling.ask_answer(press("caro"), looking(so_far), given_at(NOW))).fields
    assert len(long.answers[0]) == line.most
    empty = telling.answer(sent("caro", "c1", "s1", "0", words=" "), looking(so_far), given_at(NOW))
    assert empty.replies == (Reask((("words", say.A_FEW_WORDS),)),) and not empty.changes


STEPS = (
    telling.ask_answer, telling.answer, telling.tell_it, telling.ask_meaning, telling.give_meaning, telling.ask_words,
    telling.change_words, publishing.queue, publishing.share, publishing.withdraw,
)  # fmt: skip


@pytest.mark.parametrize("step", STEPS, ids=lambda one: one.__name__)
@pytest.mark.parametrize("story", [STORY, None])
def test_what_is_the_tellers_is_over_for_everybody_else_and_when_it_is_gone(step, story) -> None:
    told = step(sent("ana", "c1", "s1", "0", words="mine now"), looking(story), given_at(NOW))
    assert [one.message.summary for one in told.replies] == [say.OVER]
    assert not (told.changes or told.letters or told.wakes or told.entries)


# --- from somebody's message ---------------------------------------------------------------------------------------


def test_my_own_message_begins_my_story_as_its_second_answer() -> None:
    begun = telling.capture(press("caro", text="We shipped", author="caro"), looking(None), given_at(NOW))
    assert kept(begun) == Story("id-1", "c1", "caro", NOW, answers=("", "We shipped", "", ""))
    assert not begun.letters
    assert [(one.kind, one.subject, one.about) for one in begun.entries] == [
        ("story.begun", "c1", (("from", "message"),))
    ]


def test_the_author_of_a_message_is_asked_in_private_with_their_own_words_and_may_say_no() -> None:
    asked = telling.capture(press("ana", text="y" * 2000, author="ben"), looking(None), given_at(NOW))
    (letter,) = asked.letters
    assert (letter.to, letter.kind, letter.importance) == ("ben", "story.invite", PROMISED)
    assert [one for one in letter.message.parts if isinstance(one, Quote)] == [Quote("y" * 900, "ben")]
    assert buttons(letter.message) == {"story.tell": ("c1", "id-1"), "story.withdraw": ("c1", "id-1")}
    assert [one.message.summary for one in asked.replies] == [say.AUTHOR_ASKED]
    story = kept(asked)
    assert (story.teller, story.state, story.answers[1]) == ("ben", "asked", "y" * 900)
    assert StoryCopied("id-1", Copy(letter.once, "ben", "card")) in asked.changes
    telling_now = telling.tell_it(press("ben"), looking(story), given_at(NOW))
    assert kept(telling_now) == replace(story, state="telling")
    assert "story.answer" in buttons(telling_now.replies[0].message)


def test_a_channel_is_invited_once_a_day_however_often_it_is_pressed() -> None:
    def once(now) -> str:
        (letter,) = telling.invite(press("ana"), looking(None), given_at(now)).letters
        assert letter.to == "chan" and buttons(letter.message) == {"story.begin": ("c1",)}
        return letter.once

    assert once(NOW) == once(NOW + timedelta(hours=5)) != once(NOW + timedelta(days=1))


@pytest.mark.parametrize("has_told", [True, False])
def test_who_asks_others_first_is_shown_the_way_to_tell_one_themselves(has_told: bool) -> None:
    (told,) = telling.invite(press("ana"), looking(None, has_told=has_told), given_at(NOW)).replies
    assert buttons(told.message) == ({} if has_told else {"story.begin": ("c1",)})


# --- what it means, and other words ----------------------------------------------------------------------------------


def test_the_form_of_meaning_holds_what_was_said_before() -> None:
    before = replace(
        STORY,
        cycle="applied",
        signifiers=("help",),
        meaning="Two",
        picture="https://x/y",
        named=(Named("ben"),),
    )
    asked = telling.ask_meaning(press("caro"), looking(before), given_at(NOW))
    fields = fields_of(asked)
    assert (form_of(asked).id, form_of(asked).memo) == ("story.meaning", ("c1", "s1"))
    assert (fields["cycle"].picked, fields["signifiers"].picked) == ("applied", ("help",))
    assert (fields["meaning"].value, fields["picture"].value) == ("Two", "https://x/y")
    assert {one.value for one in fields["signifiers"].options} == set(say.SIGNIFIERS)
    assert [one.value for one in fields["cycle"].options] == list(CYCLES)
    assert fields["picture"].hint == say.PICTURE_HINT  # that it has to be an address
    assert [fields[f"named{n}"].picked for n in (1, 2, 3)] == ["ben", None, None]
    assert {name for name, one in fields.items() if not one.optional} == {"cycle"}


def test_everybody_named_is_asked_once_and_the_teller_never() -> None:
    filled = {"cycle": "applied", "named1": "ben", "named2": "caro", "named3": "ben", "channel": "far"}
    meant = telling.give_meaning(sent("caro", **filled), looking(), given_at(NOW))
    story = kept(meant)
    assert (story.named, story.state, story.channels) == ((Named("ben"),), "consent", ("chan", "far"))
    (letter,) = meant.letters
    assert (letter.to, letter.kind, letter.importance) == ("ben", "story.consent", PROMISED)
    assert buttons(letter.message) == {"story.consent": ("c1", "s1", "out"), "story.rename": ("c1", "s1")}
    assert StoryCopied("s1", Copy(letter.once, "ben", "card")) in meant.changes


def test_who_said_yes_is_not_asked_again_when_only_the_meaning_changes() -> None:
    agreed = replace(STORY, named=(Named("ben", "yes"),))
    meant = telling.give_meaning(
        sent("caro", cycle="applied", named1="ben", meaning="More"), looking(agreed), given_at(NOW)
    )
    assert kept(meant).named == (Named("ben", "yes"),) and kept(meant).meaning == "More"
    assert not letters_to(meant, "ben")
    (preview,) = letters_to(meant, "caro")
    assert "story.queue" in buttons(preview.message)


def test_the_form_of_words_holds_the_words_and_says_of_which_story_they_are() -> None:
    asked = telling.ask_words(press("caro"), looking(), given_at(NOW))
    assert (form_of(asked).id, form_of(asked).memo) == ("story.words", ("c1", "s1"))
    assert {name: one.value for name, one in fields_of(asked).items()} == {
        f"words{n}": TOLD[n] for n in range(4)
    }
    assert [one.label for one in fields_of(asked).values()] == list(say.QUESTION_LABELS)


def test_other_words_ask_everybody_anew_but_who_is_out_stays_out() -> None:
    before = replace(STORY, named=(Named("ben", "renamed", "a friend"), Named("dee", "out")))
    words = {f"words{n}": f"{n}" for n in range(4)}
    changed = telling.change_words(sent("caro", **words), looking(before), given_at(NOW))
    assert kept(changed).answers == ("0", "1", "2", "3")
    assert kept(changed).named == (Named("ben"), Named("dee", "out"))
    assert [one.to for one in changed.letters] == ["ben"]


# --- everybody in it -----------------------------------------------------------------------------------------------


def test_the_last_yes_brings_the_preview_and_an_earlier_one_does_not() -> None:
    two = replace(STORY, state="consent", named=(Named("ben"), Named("dee")))
    first = publishing.hear_consent(press("ben", "c1", "s1", "yes"), looking(two), given_at(NOW))
    assert not first.letters and kept(first).named == (Named("ben", "yes"), Named("dee"))
    last = publishing.hear_consent(press("dee", "c1", "s1", "yes"), looking(kept(first)), given_at(NOW))
    assert [one.to for one in last.letters] == ["caro"] and kept(last).state == "preview"
    assert [(one.kind, one.about) for one in last.entries] == [("story.consented", (("how", "yes"),))]


def test_a_yes_to_what_is_shown_already_takes_nothing_down() -> None:
    shown = replace(STORY, state="published", named=(Named("ben", "renamed", "a friend"),), published_at=NOW)
    copies = (Copy("k1", "chan"),)
    fine = publishing.hear_consent(
        press("ben", "c1", "s1", "yes"), looking(shown, copies=copies), given_at(NOW)
    )
    assert (kept(fine).state, fine.letters, fine.wakes) == ("published", (), ())


def test_who_steps_out_takes_down_what_others_read_and_leaves_the_cards_of_those_in_it() -> None:
    shown = replace(STORY, state="published", named=(Named("ben", "yes"),), published_at=NOW)
    copies = (Copy("k1", "chan"), Copy("k2", "dee", "export"), Copy("k3", "ben", "card"))
    out = publishing.hear_consent(
        press("ben", "c1", "s1", "out"), looking(shown, copies=copies), given_at(NOW)
    )
    gone = [one for one in out.letters if one.kind == "story.gone"]
    assert [(one.to, one.deletes, one.edits) for one in gone] == [("chan", "k1", ""), ("dee", "", "k2")]
    assert out.wakes == (Unwake(PUBLISH, "s1"),)
    assert StoryTakenDown("s1", copies[:2]) in out.changes
    assert (kept(out).state, kept(out).published_at) == ("preview", None)
    (preview,) = letters_to(out, "caro")
    assert "story.queue" not in buttons(preview.message)  # the name still stands in the words


def test_a_name_of_their_own_is_asked_for_and_shown_instead() -> None:
    waiting = replace(STORY, state="consent", named=(Named("ben"),))
    form = form_of(publishing.ask_alias(press("ben"), looking(waiting), given_at(NOW)))
    assert (form.id, form.memo, form.fields[0].name) == ("story.rename", ("c1", "s1"), "alias")
    heard = publishing.hear_alias(sent("ben", "c1", "s1", alias="a friend"), looking(waiting), given_at(NOW))
    assert kept(heard).named == (Named("ben", "renamed", "a friend"),)
    (preview,) = letters_to(heard, "caro")
    assert Quote("a friend sat with us.") in preview.message.parts
    for stranger in (publishing.ask_alias, publishing.hear_alias):
        refused = stranger(sent("zoe", "c1", "s1", alias="x"), looking(waiting), given_at(NOW))
        assert not refused.changes and not any(isinstance(one, Open) for one in refused.replies)


# --- a steady queue ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "last", "due"),
    [
        ("UTC", None, utc(2026, 6, 4, 10)),
        ("Asia/Tokyo", None, utc(2026, 6, 4, 1)),
        ("UTC", utc(2026, 6, 4, 10), utc(2026, 6, 11, 10)),
        ("UTC", utc(2026, 1, 1, 10), utc(2026, 6, 4, 10)),  # long ago: no place is made up for
        ("Europe/Berlin", utc(2026, 10, 22, 8), utc(2026, 10, 29, 9)),  # the clock is turned between them
    ],
)
def test_a_place_is_the_next_thursday_at_ten_there_a_week_after_the_last(zone, last, due) -> None:
    assert next_place(replace(HERE, zone=zone), last, NOW) == due


def test_a_yes_to_the_preview_takes_a_place_and_keeps_when() -> None:
    ready = replace(STORY, state="preview")
    queued = publishing.queue(press("caro"), looking(ready), given_at(NOW))
    due = utc(2026, 6, 4, 10)
    assert queued.wakes == (Wake(due, PUBLISH, "s1"),)
    assert kept(queued) == replace(ready, state="queued", due_at=due)
    assert [(one.kind, one.subject) for one in queued.entries] == [("story.queued", "c1")]


@pytest.mark.parametrize("state", ["telling", "consent", "queued", "published"])
def test_only_what_was_looked_at_last_takes_a_place(state: str) -> None:
    assert not publishing.queue(press("caro"), looking(replace(STORY, state=state)), given_at(NOW)).wakes


def test_it_is_shown_once_in_every_place_that_was_chosen() -> None:
    wake = ("w", Wake(NOW, PUBLISH, "s1"))
    shown = publishing.publish(wake, looking(replace(STORY, state="queued")), given_at(NOW))
    assert [one.to for one in shown.letters] == ["chan", "other"] and len(
        {one.once for one in shown.letters}
    ) == 2
    assert (kept(shown).state, kept(shown).published_at) == ("published", NOW)
    copies = [one.copy for one in shown.changes if isinstance(one, StoryCopied)]
    assert copies == [Copy(one.once, one.to, "shown") for one in shown.letters]
    assert [(one.kind, one.about) for one in shown.entries] == [("story.published", (("places", 2),))]
    assert publishing.publish(wake, looking(kept(shown)), given_at(NOW)) == NOTHING
    assert publishing.publish(wake, looking(None), given_at(NOW)) == NOTHING


def test_a_picture_says_whose_it_is_to_who_cannot_see_it() -> None:
    drawn = publishing.story_parts(replace(STORY, picture="https://x/y"), looking())
    assert Picture("https://x/y", say.PICTURE_ALT(who=Who("caro"))) in drawn
    assert not any(isinstance(one, Picture) for one in publishing.story_parts(STORY, looking()))


# --- the sponsor, and taking back ------------------------------------------------------------------------------------


def test_a_convener_asks_the_teller_and_the_teller_alone_lets_the_sponsor_read() -> None:
    asked = publishing.ask_share(press("ana"), looking(), given_at(NOW))
    (letter,) = asked.letters
    assert (letter.to, buttons(letter.message)) == ("caro", {"story.share_it": ("c1", "s1")})
    shared = publishing.share(press("caro"), looking(), given_at(NOW))
    (letter,) = shared.letters
    assert letter.to == "sue" and Quote(TOLD[0]) in letter.message.parts
    assert shared.changes == (StoryCopied("s1", Copy(letter.once, "sue")),)
    assert [(one.kind, one.subject) for one in shared.entries] == [("story.shared", "c1")]


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("ben", looking()),  # convenes nothing
        ("ana", looking(None)),
        ("ana", looking(community=replace(HERE, sponsor=None))),
        ("ana", looking(community=None)),
    ],
)
def test_nothing_is_asked_for_the_sponsor_where_it_cannot_be(who, seen) -> None:
    told = publishing.ask_share(press(who), seen, given_at(NOW))
    assert not told.letters and len(told.replies) == 1


def test_taken_back_it_goes_from_every_place_and_out_of_the_queue() -> None:
    copies = (Copy("k1", "chan"), Copy("k2", "ben", "export"), Copy("k3", "ben", "card"))
    back = publishing.withdraw(press("caro"), looking(copies=copies), given_at(NOW))
    assert [(one.to, one.deletes, one.edits) for one in back.letters] == [
        ("chan", "k1", ""), ("ben", "", "k2"), ("ben", "k3", ""),
    ]  # fmt: skip
    assert back.wakes == (Unwake(PUBLISH, "s1"),) and back.changes == (StoryGone("s1", copies),)
    assert [(one.kind, one.subject) for one in back.entries] == [("story.withdrawn", "c1")]


# --- the list, and taking away ---------------------------------------------------------------------------------------


def listed(who: str, **more):
    shown = tuple(replace(STORY, id=f"s{n}", state="published", published_at=NOW) for n in range(6))
    library = Library(HERE, **{"stories": shown, "names": NAMES, **more})
    return Arrival("a", "w", who, Command("stories")), library, given_at(NOW)


def test_the_newest_three_are_shown_with_their_first_words_and_reactions_in_whole() -> None:
    (told,) = export.show_stories(*listed("ben", reactions={"s1": 7})).replies
    quotes = [one for one in told.message.parts if isinstance(one, Quote)]
    assert quotes == [Quote(TOLD[0], "caro")] * 3
    assert "7" in reply_words(export.show_stories(*listed("ben", reactions={"s1": 7})))
    assert "7" not in reply_words(export.show_stories(*listed("ben", reactions={"s5": 7})))


@pytest.mark.parametrize(
    ("state", "goes_on"),
    [("telling", True), ("meaning", True), ("consent", False), ("queued", False), ("published", False)],
)
def test_my_own_can_be_taken_back_at_any_time_and_gone_on_with_until_others_are_asked(state, goes_on) -> None:
    (told,) = export.show_stories(*listed("caro", stories=(), mine=(replace(STORY, state=state),))).replies
    every = buttons(told.message)
    assert every["story.withdraw"] == ("c1", "s1")
    assert ("story.begin" in every) is goes_on
    labels = [one.label for part in told.message.parts if isinstance(part, Buttons) for one in part.buttons]
    assert labels == [*([say.GO_ON] if goes_on else []), say.WITHDRAW]
    assert Prose((say.MINE(state=say.STATES[state], at=Moment(NOW, "date")),)) in told.message.parts


def test_an_export_is_an_answer_to_who_asked_and_remembers_each_story_it_carries() -> None:
    practices = tuple(Practice(f"p{n}", "c1", "ana", f"case {n}", "we call") for n in range(6))
    given_export = export.export(*listed("ben", practices=practices))
    (letter,) = given_export.letters
    assert (letter.to, letter.kind, letter.importance) == ("ben", "story.export", ANSWER)
    assert given_export.changes == tuple(
        StoryCopied(f"s{n}", Copy(letter.once, "ben", "export")) for n in range(4)
    )
    assert [(one.kind, one.subject, one.about, one.person) for one in given_export.entries] == [
        ("story.exported", "c1", (("stories", 4),), "ben")
    ]
    cases = [one.words for one in letter.message.parts if isinstance(one, Quote) and "case" in one.words]
    assert cases == [f"When case {n}\nwe do we call" for n in range(4)]


def test_an_export_calls_people_what_they_chose_to_be_called() -> None:
    renamed = replace(STORY, named=(Named("ben", "renamed", "a friend"),), published_at=NOW)
    (letter,) = export.export(*listed("ben", stories=(renamed,))).letters
    assert Quote("a friend sat with us.") in letter.message.parts


def test_with_nothing_to_take_away_that_is_said_and_no_letter_comes() -> None:
    told = export.export(*listed("ben", stories=()))
    assert not (told.letters or told.changes or told.entries) and len(told.replies) == 1
    only_practices = export.export(
        *listed("ben", stories=(), practices=(Practice("p", "c1", "ana", "x", "y"),))
    )
    assert len(only_practices.letters) == 1


@pytest.mark.parametrize("step", [export.show_stories, export.export])
def test_who_is_outside_reads_no_story(step) -> None:
    told = step(*listed("zoe"))
    assert TOLD[0] not in str(told) and not told.letters
