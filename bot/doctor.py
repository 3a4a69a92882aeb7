"""``evener doctor``: what is well, what is not, and what to do about it, without ever showing a secret."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import select

from adapters.port import Finding, Platform
from bot.settings import Settings
from storage.engine import Store
from storage.migrate import is_current
from storage.people import count_unreachable, workspaces_of_people

MOST_DRIFT = 60.0


async def examine(
    settings: Settings, store: Store, platforms: Sequence[Platform], now: datetime
) -> list[Finding]:
    """Every finding, in the order in which one would mend them."""
    kept = await database(settings, store)
    findings = [*platform_settings(settings), kept, await clocks(store, now)]
    if kept.well:
        findings += await silent_letters(store)
    for platform in platforms:
        findings += list(await platform.examine())
    return findings


def platform_settings(settings: Settings) -> list[Finding]:
    """Whether enough is set for at least one platform."""
    found = [
        Finding(
            "a platform is set", settings.has_slack or settings.has_teams, "Set Slack's or Teams' variables."
        )
    ]
    token, app = settings.slack_bot_token.get_secret_value(), settings.slack_app_token.get_secret_value()
    if app and not token:
        found.append(
            Finding(
                "Slack bot token", False, "Set SLACK_BOT_TOKEN (OAuth & Permissions, Bot User OAuth Token)."
            )
        )
    if settings.has_teams and not settings.teams_tenant_id:
        found.append(Finding("Teams tenant", False, "Set TEAMS_TENANT_ID; the bot serves one tenant."))
    return found


async def database(settings: Settings, store: Store) -> Finding:
    """Whether the database answers and has the shape this version needs."""
    try:
        current = await is_current(store)
    except Exception as why:  # the driver's errors share no base class
        return Finding(
            "database", False, f"It does not answer ({type(why).__name__}). Check EVENER_DATABASE_URL."
        )
    return Finding("database", current, "It is not up to date. Run: evener migrate")


async def clocks(store: Store, now: datetime) -> Finding:
    """Whether this machine's clock and the database's agree: leases and signatures depend on both."""
    what = "clock"
    try:
        async with store.reading() as connection:
            told = await connection.scalar(select(store.clock_sql()))
    except Exception as why:  # as above
        return Finding(what, False, f"The database did not tell its hour ({type(why).__name__}).")
    theirs = told if isinstance(told, datetime) else datetime.fromisoformat(str(told))
    theirs = theirs if theirs.tzinfo else theirs.replace(tzinfo=UTC)
    drift = abs((theirs - now).total_seconds())
    return Finding(
        what,
        drift < MOST_DRIFT,
        f"It differs from the database's by {drift:.0f} s. Run a time service (NTP).",
    )


async def silent_letters(store: Store) -> list[Finding]:
    """How many people cannot be written to, workspace by workspace: a number, never who. It is theirs to decide."""
    async with store.reading() as connection:
        counted = [
            (one, await count_unreachable(connection, one)) for one in await workspaces_of_people(connection)
        ]
    return [
        Finding(
            f"{n} of the people in {one} cannot be written to: they blocked the app or do not have it", True
        )
        for one, n in counted
        if n
    ]
