"""Who is in a workspace and in a channel, as Slack tells it, and what an admin has to mend before it can."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.port import Finding, Later, Unavailable
from adapters.slack.payload import bare, own
from adapters.slack.refusals import refusal
from adapters.slack.scopes import SCOPES
from adapters.slack.send import code_of, outcome_of
from adapters.slack.tokens import Speaker
from adapters.slack.user import profile_of
from facilitation.words import ChannelId, PersonId, Profile

PEOPLE_A_PAGE = 200  # Slack's advice; users.list may be asked 20 times a minute
MEMBERS_A_PAGE = 1000
SHIELDS_A_CALL = 50
SOON = 30.0  # seconds, when Slack did not say

NOT_OURS = frozenset({"channel_not_found", "not_in_channel", "is_archived", "fetch_members_failed"})


async def profile(client: AsyncWebClient, person: PersonId, team: str = "") -> Profile | None:
    """One person; None when Slack does not know them or does not answer now."""
    try:
        answer = await client.users_info(user=bare(person), include_locale=True)
    except (SlackApiError, ClientError, TimeoutError):
        return None
    return profile_of(answer.get("user") or {}, team)


async def people(client: AsyncWebClient, team: str = "") -> AsyncIterator[tuple[PersonId, Profile]]:
    """Everybody in the workspace. Raises Unavailable."""
    async for page in _pages(client.users_list, limit=PEOPLE_A_PAGE, include_locale=True):
        for user in page.get("members") or ():
            yield own(str(user["id"])), profile_of(user, team)


async def members(client: AsyncWebClient, channel: ChannelId) -> AsyncIterator[PersonId]:
    """Everybody in a channel; nobody where we are not in it. Raises Unavailable."""
    async for page in _pages(client.conversations_members, channel=bare(channel), limit=MEMBERS_A_PAGE):
        for user in page.get("members") or ():
            yield own(str(user))


async def shielded(
    client: AsyncWebClient, people: Sequence[PersonId], now: datetime
) -> dict[PersonId, datetime]:
    """Who of these has do-not-disturb on, and until when. Slack tells 50 at once, 20 times a minute.

    Where it does not answer, nobody is held up: it keeps a notification quiet by itself.
    """
    found: dict[PersonId, datetime] = {}
    for start in range(0, len(people), SHIELDS_A_CALL):
        asked = people[start : start + SHIELDS_A_CALL]
        try:
            answer = await client.dnd_teamInfo(users=[bare(one) for one in asked])
        except (SlackApiError, ClientError, TimeoutError):
            return found
        told = answer.get("users") or {}
        found |= {one: end for one in asked if (end := shield_of(told.get(bare(one)) or {}, now))}
    return found


def shield_of(told: Mapping[str, Any], now: datetime) -> datetime | None:
    """Until when it is on; None when it is off at ``now``."""
    begin, end = told.get("next_dnd_start_ts"), told.get("next_dnd_end_ts")
    if not told.get("dnd_enabled") or not isinstance(begin, int) or not isinstance(end, int):
        return None
    return datetime.fromtimestamp(end, UTC) if begin <= now.timestamp() < end else None


async def _pages(method: Any, **args: Any) -> AsyncIterator[Any]:
    cursor = ""
    while True:
        try:
            answer = await method(**args, cursor=cursor) if cursor else await method(**args)
        except SlackApiError as error:
            if not cursor and code_of(error) in NOT_OURS:
                return
            became = outcome_of(error)
            seconds = became.seconds if isinstance(became, Later) else SOON
            raise Unavailable(code_of(error) or "no answer", seconds) from None
        except (ClientError, TimeoutError) as error:
            raise Unavailable(type(error).__name__, SOON) from None
        yield answer
        cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return


# --- what an admin is told -------------------------------------------------------------------------------------


def speaks(speaker: Speaker | None, error: Exception | None = None) -> list[Finding]:
    """Whether the bot's token works, and what it may do against what it needs."""
    if isinstance(error, SlackApiError):
        return [Finding("Slack: the bot token", False, refusal(code_of(error)).tell)]
    if error or speaker is None:
        return [
            Finding(
                "Slack: reachable",
                False,
                "Slack could not be reached; look at SLACK_API_URL and the network.",
            )
        ]
    found = [Finding(f"Slack: the bot token speaks in {speaker.name or speaker.team}", True)]
    missing = sorted(SCOPES.keys() - speaker.scopes) if speaker.scopes else []
    needless = sorted(speaker.scopes - SCOPES.keys())
    if missing:
        found.append(
            Finding(
                "Slack: permissions",
                False,
                f"Missing: {', '.join(missing)}. Install once more from manifest.json.",
            )
        )
    elif needless:
        found.append(
            Finding(
                "Slack: permissions",
                False,
                f"Not needed: {', '.join(needless)}. They can be removed in the app's settings.",
            )
        )
    elif speaker.scopes:
        found.append(Finding("Slack: permissions are those of manifest.json", True))
    return found


async def can_dial(client: AsyncWebClient) -> Finding:
    """Whether the app-level token opens Socket Mode connections."""
    what = "Slack: Socket Mode"
    try:
        await client.apps_connections_open(app_token=client.token or "")
    except SlackApiError as error:
        return Finding(
            what,
            False,
            f"Slack answered {code_of(error)}; SLACK_APP_TOKEN needs the scope connections:write, and Socket Mode has to be on.",
        )
    except (ClientError, TimeoutError):
        return Finding(what, False, "Slack could not be reached; look at SLACK_API_URL and the network.")
    return Finding(what, True)


def hears(app_token: str, signing_secret: str) -> Sequence[Finding]:
    """Whether there is a way in at all."""
    if app_token or signing_secret:
        return [Finding("Slack: a way in (Socket Mode or signed HTTP)", True)]
    return [
        Finding("Slack: a way in", False, "Set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP).")
    ]
