"""``evener doctor``: what is well, what is not, and what to do about it, without ever showing a secret."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.engine import make_url

from adapters.port import Finding, Platform
from bot.building import lost, secret_keys
from bot.settings import Settings, WrongSettings
from bot.tenants import every_settings, tenants
from storage import outbox, wakes
from storage.engine import Store
from storage.keyring import Keyring, WrongKey
from storage.migrate import is_current
from storage.people import count_unreachable, workspaces_of_people

MOST_DRIFT = 60.0
LEAST_DISK = 500_000_000  # bytes
MOST_LATE = timedelta(minutes=15)


async def examine(
    settings: Settings, stores: Mapping[str, Store], platforms: Sequence[Platform], now: datetime
) -> list[Finding]:
    """Every finding, in the order in which one would mend them. ``stores``: each database by its name."""
    findings = [*platform_settings(settings), *address(settings)]
    for name, one in every_settings(settings).items():
        found = await kept_in(one, stores[name], now)
        if len(stores) > 1:
            found = [replace(each, what=f"{name}: {each.what}") for each in found]
            findings += [*found, *await at_home(settings, name, stores[name])]
        else:
            findings += found
    for platform in platforms:
        findings += list(await platform.examine())
    return findings


async def kept_in(settings: Settings, store: Store, now: datetime) -> list[Finding]:
    """What there is to say about one database."""
    kept = await database(settings, store)
    findings = [kept, *disk(settings), await clocks(store, now)]
    if kept.well:
        findings += [await keys_open(settings, store, now), *await queues(store, now)]
        findings += await silent_letters(store)
    return findings


async def at_home(settings: Settings, name: str, store: Store) -> list[Finding]:
    """Whether every workspace of a database is one that is listed there."""
    try:
        found = await lost(store, name, tenants(settings))
    except Exception:  # said already: it does not answer, or it is not up to date
        return []
    told = f"It holds {', '.join(found[:5])}, which EVENER_TENANTS puts elsewhere (docs/operating.md)."
    return [Finding(f"{name}: workspaces are listed where they are kept", not found, told)]


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


def address(settings: Settings) -> list[Finding]:
    """Whether the address people reach us at is set where it is needed, and encrypted."""
    what, url = "public address", settings.public_url
    if url and not url.startswith("https://"):
        return [Finding(what, False, "EVENER_PUBLIC_URL should begin with https://.")]
    if settings.slack_client_id and not url:
        return [
            Finding(what, False, "Set EVENER_PUBLIC_URL; Slack sends people back there after installing.")
        ]
    return [Finding(what, True)] if url else []


def disk(settings: Settings) -> list[Finding]:
    """Whether an SQLite database has room to grow. PostgreSQL's disk is not ours to see."""
    url = make_url(settings.database_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        return []
    left = shutil.disk_usage(Path(url.database).parent).free
    return [Finding("disk", left > LEAST_DISK, f"Only {left // 1_000_000} MB are left beside the database.")]


async def keys_open(settings: Settings, store: Store, now: datetime) -> Finding:
    """Whether what is sealed in the database opens with the keys that are set."""
    what, told = "keys", "Put the key that sealed them into EVENER_SECRET_KEY too, behind the new one."
    try:
        box = Keyring(store, secret_keys(settings), lambda: now)
        for platform in ("slack", "teams"):
            for one in await box.keys(platform):
                await box.load(one)
    except WrongKey as why:
        return Finding(what, False, f"{why}. {told}")
    except (ValueError, WrongSettings):
        return Finding(what, False, "EVENER_SECRET_KEY should be made by `evener key`.")
    return Finding(what, True)


async def queues(store: Store, now: datetime) -> list[Finding]:
    """Whether what is due happens: it does not while no bot runs on this database."""
    async with store.reading() as connection:
        late = {"wakes": await wakes.depth(connection, now), "letters": await outbox.depth(connection, now)}
    found = []
    for name, depth in late.items():
        waits = now - depth.oldest if depth.oldest else timedelta(0)
        told = f"{depth.due} are due, the oldest for {waits // timedelta(minutes=1)} minutes. Does `evener serve` run?"
        found.append(Finding(f"{name} go in time", waits < MOST_LATE, told))
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
