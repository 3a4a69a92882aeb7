"""A letter goes out once, with one outcome that says what to do next; one of unknown fate is found by its mark."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import ClientSession

from adapters.gallery import Gallery
from adapters.port import Absent, Delivered, Later, Outgoing, Reader, Refused, Unknown
from adapters.slack.refusals import NOT_TAKEN_YET, TELL, UNSURE
from adapters.slack.send import Conversations, look, send
from adapters.slack.tokens import Line
from facilitation.voice import surface
from facilitation.words import Attached, Button, Buttons, Chart, Message, MessageRef, Prose
from tests.adapters.slack.stand_in import Answer, StandIn, error, session, stand_in
from tests.harness.slack_rules import message_faults

pytestmark = pytest.mark.asyncio

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
MESSAGE = Message(surface.NAME, (Prose((surface.CLOSE,)),))
DELIVERED = MessageRef("slack:C01", "1772441000.000100")


def letter(to: str = "slack:U01", **more) -> Outgoing:
    return Outgoing("slack:T01", to, more.pop("message", MESSAGE), "mark-1", **more)


@asynccontextmanager
async def slack(seconds: float = 5.0) -> AsyncIterator[tuple[StandIn, Line]]:
    async with stand_in() as there, session(seconds) as connection:
        line = Line(there.api_url)
        line.session = connection
        yield there, line


async def outcome_with(*answers: Answer, outgoing: Outgoing | None = None, seconds: float = 5.0):
    """What a letter comes to when Slack answers like this, and how often it was posted for."""
    async with slack(seconds) as (there, line):
        there.next("chat.postMessage", *answers)
        outcome = await send(line.client("xoxb-1"), outgoing or letter(), Conversations())
        return outcome, len(there.called("chat.postMessage"))


# --- what goes out -----------------------------------------------------------------------------------------------


async def test_a_letter_to_a_person_goes_to_their_direct_conversation_whose_id_is_kept():
    async with slack() as (there, line):
        conversations = Conversations()
        outcome = await send(line.client("xoxb-1"), letter(), conversations)
        assert outcome == Delivered(MessageRef("slack:D01", "1772442001.000100"))
        await send(line.client("xoxb-1"), letter(), conversations)
        assert [one["channel"] for one in there.called("chat.postMessage")] == ["U01", "D01"]
        assert there.called("conversations.open") == []


async def test_what_goes_out_is_drawn_marked_and_parses_nothing():
    async with slack() as (there, line):
        await send(line.client("xoxb-1"), letter(), Conversations())
        (sent,) = there.called("chat.postMessage")
        assert message_faults(sent) == []
        assert sent["metadata"] == {"event_type": "evener_letter", "event_payload": {"mark": "mark-1"}}
        assert (sent["parse"], sent["unfurl_links"], sent["unfurl_media"]) == ("none", False, False)
        assert there.calls[0][2] == "Bearer xoxb-1"


async def test_a_reply_goes_into_the_thread_it_belongs_to():
    async with slack() as (there, line):
        thread = MessageRef("slack:C01", "1772441005.000100", thread="1772441000.000100")
        outcome = await send(line.client("x"), letter("slack:C01", thread=thread), Conversations())
        assert there.called("chat.postMessage")[0]["thread_ts"] == "1772441000.000100"
        assert outcome.message.thread == "1772441000.000100"


CALENDAR = Message(
    surface.NAME, (Prose((surface.CLOSE,)), Attached("testing-2026-03-05.ics", "BEGIN:VCALENDAR"))
)


async def test_a_file_follows_the_message_into_the_same_conversation():
    async with slack() as (there, line):
        outcome = await send(line.client("x"), letter(message=CALENDAR), Conversations())
        assert outcome == Delivered(MessageRef("slack:D01", "1772442001.000100"))
        assert there.called("files.getUploadURLExternal")[0]["filename"] == "testing-2026-03-05.ics"
        assert b"BEGIN:VCALENDAR" in there.uploads[0]
        assert there.called("files.completeUploadExternal")[0]["channel_id"] == "D01"


@pytest.mark.parametrize("answer", [error("missing_scope", needed="files:write"), Answer(cut=True)])
async def test_where_a_file_cannot_follow_the_message_is_there_all_the_same(answer):
    async with slack() as (there, line):
        there.next("files.getUploadURLExternal", answer)
        outcome = await send(line.client("x"), letter(message=CALENDAR), Conversations())
        assert isinstance(outcome, Delivered)
        assert len(there.called("chat.postMessage")) == 1 and there.uploads == []


async def test_an_edit_changes_the_message_and_a_delete_takes_it_back():
    async with slack() as (there, line):
        assert await send(
            line.client("x"), letter("slack:C01", edits=DELIVERED), Conversations()
        ) == Delivered(DELIVERED)
        assert there.called("chat.update")[0]["ts"] == DELIVERED.id
        assert await send(
            line.client("x"), letter("slack:C01", deletes=DELIVERED), Conversations()
        ) == Delivered(DELIVERED)
        assert there.called("chat.delete")[0]["channel"] == "C01"


async def test_what_is_gone_already_counts_as_taken_back():
    async with slack() as (there, line):
        there.next("chat.delete", error("message_not_found"))
        outcome = await send(line.client("x"), letter("slack:C01", deletes=DELIVERED), Conversations())
        assert outcome == Delivered(DELIVERED)


LONG = Message(
    surface.NAME,
    tuple(
        part
        for at in range(40)
        for part in (Prose((surface.CLOSE,)), Buttons((Button(surface.CLOSE, f"a{at}"),)))
    ),
)


async def test_a_long_letter_goes_on_in_its_own_thread():
    async with slack() as (there, line):
        outcome = await send(line.client("x"), letter(message=LONG), Conversations())
        first, second = there.called("chat.postMessage")
        assert "thread_ts" not in first
        assert (second["channel"], second["thread_ts"]) == ("D01", outcome.message.id)
        assert "metadata" not in second


async def test_a_lost_second_page_does_not_make_the_letter_unsent():
    outcome, posts = await outcome_with(
        Answer(posts=True, body={"ok": True, "channel": "D01", "ts": "1.2"}),
        error("fatal_error"),
        outgoing=letter(message=LONG),
    )
    assert outcome == Delivered(MessageRef("slack:D01", "1.2"))
    assert posts == 2


async def test_a_chart_that_is_refused_is_said_in_characters():
    chart = Chart("line", surface.NAME, ("a", "b"), ((surface.CLOSE, (1.0, 2.0)),), surface.CLOSE)
    async with slack() as (there, line):
        there.next("chat.postMessage", error("invalid_blocks"))
        outcome = await send(
            line.client("x"), letter(message=Message(surface.NAME, (chart,))), Conversations(), charts=True
        )
        kinds = [[block["type"] for block in one["blocks"]] for one in there.called("chat.postMessage")]
        assert isinstance(outcome, Delivered)
        assert kinds == [["data_visualization", "context"], ["section", "section", "context"]]


async def test_a_picture_that_slack_cannot_fetch_is_said_in_letters():
    row = ((surface.CLOSE, (3.0, 4.0, 5.0, None)),)
    bands = Chart("bands", surface.NAME, ("low", "figure", "high", "before"), row, surface.CLOSE, 1.0, 5.0)
    gallery = Gallery("https://evener.example.org", b"key")
    async with slack() as (there, line):
        there.next("chat.postMessage", error("invalid_blocks"))
        outgoing = letter(message=Message(surface.NAME, (bands,)), reader=Reader(pictures=gallery))
        outcome = await send(line.client("x"), outgoing, Conversations())
        kinds = [[block["type"] for block in one["blocks"]] for one in there.called("chat.postMessage")]
        assert isinstance(outcome, Delivered)
        assert kinds == [["image", "context"], ["section", "section", "context"]]


# --- what becomes of it ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", sorted(TELL))
async def test_a_refusal_says_whom_it_concerns_and_what_helps_and_is_not_repeated(code):
    outcome, posts = await outcome_with(error(code), outgoing=letter("slack:C01"))
    assert isinstance(outcome, Refused)
    assert outcome.reason == code
    assert outcome.whom in ("person", "channel", "workspace", "message")
    assert outcome.tell.endswith(".")
    assert posts == 1


async def test_a_channel_that_is_a_person_concerns_the_person():
    outcome, _ = await outcome_with(error("channel_not_found"))
    assert outcome.whom == "person"


async def test_a_missing_permission_is_named():
    outcome, _ = await outcome_with(error("missing_scope", needed="chat:write", provided="commands"))
    assert "chat:write" in outcome.tell
    assert outcome.whom == "workspace"


async def test_a_code_nobody_knows_concerns_this_letter_alone():
    outcome, _ = await outcome_with(error("something_new"))
    assert (outcome.whom, outcome.reason) == ("message", "something_new")


async def test_too_many_requests_wait_as_long_as_slack_says():
    limited = Answer({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": "17"})
    assert await outcome_with(limited) == (Later(17.0, everyone=True), 1)
    assert await outcome_with(Answer({}, status=429)) == (Later(5.0, everyone=True), 1)


@pytest.mark.parametrize("code", sorted(NOT_TAKEN_YET))
async def test_what_was_not_taken_yet_is_tried_later(code):
    outcome, _ = await outcome_with(error(code))
    assert isinstance(outcome, Later)


@pytest.mark.parametrize(
    "answer",
    [Answer(cut=True), Answer(cut=True, posts=True), Answer(silent=True), Answer(status=502, text="<html>"), Answer(status=500, text=" ")]
    + [error(code) for code in sorted(UNSURE)],
)  # fmt: skip
async def test_what_was_cut_off_is_of_unknown_fate_and_was_tried_once(answer):
    outcome, posts = await outcome_with(answer, seconds=0.5)
    assert isinstance(outcome, Unknown)
    assert posts == 1


async def test_what_never_left_the_house_may_simply_be_tried_again():
    async with ClientSession() as connection:
        line = Line("http://127.0.0.1:9/api/")
        line.session = connection
        outcome = await send(line.client("x"), letter(), Conversations())
    assert isinstance(outcome, Later)


# --- looking -----------------------------------------------------------------------------------------------------


async def looked(there: StandIn, line: Line, outgoing: Outgoing):
    return await look(line.client("x"), outgoing, NOW, Conversations())


@pytest.mark.parametrize("to", ["slack:U01", "slack:C01"])
async def test_a_letter_whose_answer_was_lost_is_found_by_its_mark(to):
    async with slack() as (there, line):
        there.next("chat.postMessage", Answer(cut=True, posts=True))
        assert isinstance(await send(line.client("x"), letter(to), Conversations()), Unknown)
        seen = await looked(there, line, letter(to))
        assert isinstance(seen, Delivered)
        assert seen.message.id == next(iter(there.posted.values()))[0]["ts"]


async def test_a_reply_is_looked_for_in_its_thread():
    async with slack() as (there, line):
        outgoing = letter("slack:C01", thread=DELIVERED)
        there.next("chat.postMessage", Answer(cut=True, posts=True))
        await send(line.client("x"), outgoing, Conversations())
        seen = await looked(there, line, outgoing)
        assert isinstance(seen, Delivered) and seen.message.thread == DELIVERED.id


async def test_a_letter_that_is_not_there_is_absent():
    async with slack() as (there, line):
        there.next("chat.postMessage", Answer(cut=True))
        await send(line.client("x"), letter(), Conversations())
        assert await looked(there, line, letter()) == Absent()


async def test_another_letters_mark_is_not_ours():
    async with slack() as (there, line):
        await send(line.client("x"), letter(), Conversations())
        assert await looked(there, line, Outgoing("slack:T01", "slack:U01", MESSAGE, "mark-2")) == Absent()


async def test_looking_turns_pages_and_looks_only_at_these_minutes():
    async with slack() as (there, line):
        await send(line.client("x"), letter(), Conversations())
        there.posted["D01"][:0] = [{"ts": f"{at}.1", "text": "chatter"} for at in range(40)]
        assert isinstance(await looked(there, line, letter()), Delivered)
        asked = there.called("conversations.history")
        assert len(asked) == 3
        assert float(asked[0]["oldest"]) < NOW.timestamp() < float(asked[0]["latest"])
        assert float(asked[0]["latest"]) - float(asked[0]["oldest"]) <= timedelta(minutes=5).total_seconds()


async def test_too_much_to_read_is_unknown_and_not_absent():
    async with slack() as (there, line):
        there.posted["D01"] = [{"ts": f"{at}.1", "text": "chatter"} for at in range(400)]
        assert isinstance(await looked(there, line, letter()), Unknown)


@pytest.mark.parametrize(
    ("answers", "kind"),
    [
        ([error("missing_scope", needed="im:history")], Unknown),
        ([Answer({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": "30"})], Later),
        ([Answer(cut=True)] * 2, Unknown),  # reading is asked twice by aiohttp itself, which is harmless
    ],
)
async def test_where_it_cannot_look_it_does_not_pretend(answers, kind):
    async with slack() as (there, line):
        there.next("conversations.history", *answers)
        assert isinstance(await looked(there, line, letter()), kind)


async def test_edits_and_deletes_may_be_repeated_without_looking():
    async with slack() as (there, line):
        assert await looked(there, line, letter(edits=DELIVERED)) == Absent()
        assert await looked(there, line, letter(deletes=DELIVERED)) == Absent()
        assert there.calls == []


async def test_fifteen_hundred_letters_through_a_bad_line_arrive_once_each():
    """Looking before repeating: 6% of answers are lost, some before and some after the message was posted."""
    async with slack() as (there, line):
        conversations, client = Conversations(), line.client("x")
        for at in range(1500):
            outgoing = Outgoing("slack:T01", f"slack:U{at % 50:02}", MESSAGE, f"mark-{at}")
            if at % 17 == 0:
                there.next("chat.postMessage", Answer(cut=True, posts=at % 2 == 0))
            outcome = await send(client, outgoing, conversations)
            if isinstance(outcome, Unknown) and await look(client, outgoing, NOW, conversations) == Absent():
                outcome = await send(client, outgoing, conversations)
        marks = [one["metadata"]["event_payload"]["mark"] for all_ in there.posted.values() for one in all_]
    assert sorted(marks) == sorted(f"mark-{at}" for at in range(1500))
