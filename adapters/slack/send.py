"""One letter becomes one call to Slack and one outcome; and a letter of unknown fate is looked for by its mark.

Nothing here repeats a call: Slack has no key against doubles, so only the postman may, after looking. The mark is a random
id in the message's metadata (scope of the bot's own app; other apps can read it, so it says nothing).
Slack's rates: chat.postMessage 1/s a channel; conversations.open 50/min, therefore only opened to look, never to send:
chat.postMessage takes a person's id and answers with the id of the direct conversation, which is kept.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from aiohttp import ClientConnectorError, ClientError
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.port import Absent, Delivered, Later, Outcome, Outgoing, Refused, Seen, Unknown
from adapters.slack.draw import Drawn, draw_message
from adapters.slack.payload import bare, own
from adapters.slack.refusals import NOT_TAKEN_YET, UNSURE, refusal
from adapters.slack.text import Paper
from facilitation.words import Attached, MessageRef, PersonId

log = logging.getLogger(__name__)

EVENT_TYPE = "evener_letter"
WAIT = 5.0  # seconds, when Slack could not be reached at all
KEPT = 200_000  # direct conversations whose ids are kept, 20 MB
BEFORE, AFTER = timedelta(minutes=1), timedelta(minutes=2)  # clocks differ; a call takes seconds
HISTORY = 15  # messages a call, all that some apps may read at once
PAGES = 10


class Conversations:
    """The ids of direct conversations, learnt from Slack's answers."""

    def __init__(self) -> None:
        self._kept: OrderedDict[PersonId, str] = OrderedDict()

    def of(self, to: str) -> str:
        """Where to send: the kept conversation, or the person's or channel's own id."""
        return self._kept.get(to) or bare(to)

    def learn(self, to: str, channel: str) -> None:
        if is_person(to) and channel.startswith("D"):
            self._kept[to] = channel
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)


def is_person(house_id: str) -> bool:
    """Slack's people start with U or W (organisations), channels with C, G or D."""
    return bare(house_id)[:1] in ("U", "W")


DRAWN_FOR_US = ("data_visualization", "image")


async def send(
    client: AsyncWebClient, outgoing: Outgoing, conversations: Conversations, charts: bool = False
) -> Outcome:
    """Carry one letter out. A message longer than a page goes on in its own thread."""
    try:
        if outgoing.deletes:
            return await _delete(client, outgoing.deletes)
        paper = Paper(outgoing.reader, rings=rings(outgoing), charts=charts, pictures=True)
        return await _say(client, outgoing, paper, conversations)
    except SlackApiError as error:
        return outcome_of(error, is_person(outgoing.to))
    except ClientConnectorError:
        return Later(WAIT, everyone=True)  # never left the house
    except (ClientError, TimeoutError) as error:
        return Unknown(type(error).__name__)


async def _say(
    client: AsyncWebClient, outgoing: Outgoing, paper: Paper, conversations: Conversations
) -> Outcome:
    """Post or change a message; once more in letters alone where charts are refused or a picture cannot be fetched."""
    pages = draw_message(outgoing.message, paper)
    try:
        if outgoing.edits:
            return await _update(client, outgoing.edits, pages[0])
        return await _post(client, outgoing, pages, conversations)
    except SlackApiError as error:
        charted = any(block["type"] in DRAWN_FOR_US for page in pages for block in page["blocks"])
        plainer = paper.charts or paper.pictures
        if not (charted and plainer) or not code_of(error).startswith("invalid_blocks"):
            raise
        return await _say(client, outgoing, replace(paper, charts=False, pictures=False), conversations)


def rings(outgoing: Outgoing) -> bool:
    """Whether others read along."""
    where = outgoing.edits.channel if outgoing.edits else outgoing.to
    return not is_person(where) and not bare(where).startswith("D")


async def _delete(client: AsyncWebClient, gone: MessageRef) -> Outcome:
    try:
        await client.chat_delete(channel=bare(gone.channel), ts=gone.id)
    except SlackApiError as error:
        if code_of(error) != "message_not_found":
            raise
    return Delivered(gone)


async def _update(client: AsyncWebClient, edited: MessageRef, drawn: Drawn) -> Outcome:
    await client.chat_update(
        channel=bare(edited.channel), ts=edited.id, text=drawn["text"], blocks=drawn["blocks"], parse="none"
    )
    return Delivered(edited)


async def _post(
    client: AsyncWebClient, outgoing: Outgoing, pages: list[Drawn], conversations: Conversations
) -> Outcome:
    thread = outgoing.thread
    answer = await client.chat_postMessage(
        channel=bare(thread.channel) if thread else conversations.of(outgoing.to),
        text=pages[0]["text"],
        blocks=pages[0]["blocks"],
        thread_ts=(thread.thread or thread.id) if thread else None,
        metadata={"event_type": EVENT_TYPE, "event_payload": {"mark": outgoing.mark}},
        unfurl_links=False,
        unfurl_media=False,
        parse="none",
    )
    channel, ts = str(answer["channel"]), str(answer["ts"])
    conversations.learn(outgoing.to, channel)
    delivered = MessageRef(own(channel), ts, (thread.thread or thread.id) if thread else None)
    try:
        for page in pages[1:]:
            await _continue(client, delivered, page)
        for part in outgoing.message.parts:
            if isinstance(part, Attached):
                await _attach(client, delivered, part)
    except (SlackApiError, SlackRequestError, ClientError, TimeoutError) as error:
        log.warning("a further page or file was not posted: %s", type(error).__name__)
    return Delivered(delivered)


async def _attach(client: AsyncWebClient, first: MessageRef, part: Attached) -> None:
    """The file, in the same conversation. The message is there without it and says what it is for."""
    await client.files_upload_v2(
        channel=bare(first.channel),
        thread_ts=first.thread,
        filename=part.name,
        title=part.name,
        content=part.text,
    )


async def _continue(client: AsyncWebClient, first: MessageRef, page: Drawn) -> None:
    """A further page, in the thread of the first; what becomes of it does not change that the first is there."""
    await client.chat_postMessage(
        channel=bare(first.channel),
        thread_ts=first.thread or first.id,
        text=page["text"],
        blocks=page["blocks"],
        parse="none",
    )


# --- what became of it -----------------------------------------------------------------------------------------


def code_of(error: SlackApiError) -> str:
    """Slack's error code; '' where the answer was not Slack's JSON."""
    data = error.response.data if hasattr(error.response, "data") else error.response
    return str(data.get("error") or "") if isinstance(data, Mapping) else ""


def outcome_of(error: SlackApiError, to_person: bool = False) -> Refused | Later | Unknown:
    """What an error answer means for the letter."""
    code, status = code_of(error), getattr(error.response, "status_code", 200)
    if status == 429 or code in NOT_TAKEN_YET:
        return Later(retry_after(error), everyone=True)
    if not code or code in UNSURE:
        return Unknown(code or f"HTTP {status}")
    needed = str(error.response.data.get("needed") or "") if code == "missing_scope" else ""
    return refusal(code, needed, to_person)


def retry_after(error: SlackApiError) -> float:
    """Seconds that Slack asks us to wait."""
    headers = getattr(error.response, "headers", {})
    said = next((value for name, value in headers.items() if name.lower() == "retry-after"), "")
    try:
        return max(1.0, float(said))
    except ValueError:
        return WAIT


# --- looking for a letter of unknown fate ----------------------------------------------------------------------


async def look(
    client: AsyncWebClient, outgoing: Outgoing, since: datetime, conversations: Conversations
) -> Seen:
    """Whether a letter handed over at ``since`` is in its conversation. Edits and deletes may simply be repeated."""
    if outgoing.edits or outgoing.deletes:
        return Absent()
    try:
        channel = await _conversation(client, outgoing, conversations)
        found = await _find(client, outgoing, channel, since)
    except SlackApiError as error:
        became = outcome_of(error, is_person(outgoing.to))
        return Unknown(became.reason) if isinstance(became, Refused) and became.whom != "person" else became
    except (ClientError, TimeoutError) as error:
        return Unknown(type(error).__name__)
    if not found:
        return Absent()
    thread = outgoing.thread
    return Delivered(MessageRef(own(channel), found, (thread.thread or thread.id) if thread else None))


async def _conversation(client: AsyncWebClient, outgoing: Outgoing, conversations: Conversations) -> str:
    if outgoing.thread:
        return bare(outgoing.thread.channel)
    channel = conversations.of(outgoing.to)
    if channel[:1] not in ("U", "W"):
        return channel
    answer = await client.conversations_open(users=channel)
    opened = str(answer["channel"]["id"])
    conversations.learn(outgoing.to, opened)
    return opened


async def _find(client: AsyncWebClient, outgoing: Outgoing, channel: str, since: datetime) -> str:
    """The ts of the message that carries the mark, '' for none. Raises SlackApiError when there is too much to read."""
    window: dict[str, Any] = {
        "channel": channel,
        "oldest": f"{(since - BEFORE).timestamp():.6f}",
        "latest": f"{(since + AFTER).timestamp():.6f}",
        "limit": HISTORY,
        "include_all_metadata": True,
    }
    thread = outgoing.thread
    read = client.conversations_replies if thread else client.conversations_history
    if thread:
        window["ts"] = thread.thread or thread.id
    for _ in range(PAGES):
        answer = await read(**window)
        for message in answer.get("messages") or ():
            if mark_of(message) == outgoing.mark:
                return str(message["ts"])
        window["cursor"] = (answer.get("response_metadata") or {}).get("next_cursor")
        if not window["cursor"]:
            return ""
    raise TimeoutError("more messages in these minutes than may be read")


def mark_of(message: Mapping[str, Any]) -> str:
    """The mark that a message of ours carries; '' for any other."""
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") != EVENT_TYPE:
        return ""
    return str((metadata.get("event_payload") or {}).get("mark") or "")
