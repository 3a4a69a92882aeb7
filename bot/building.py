"""From settings to a house: which store, which platforms, which features."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import structlog
from cryptography.fernet import Fernet
from sqlalchemy import select
from sqlalchemy.engine import make_url

from adapters.gallery import Gallery
from adapters.port import Platform
from adapters.slack.app import Config, Slack
from bot.attention import weigh
from bot.clock import Chance, Clock
from bot.house import House
from bot.houses import Houses, Keyrings
from bot.metrics import Metrics
from bot.pace import Rate
from bot.rehearsal import with_rehearsal
from bot.routes import FEATURES
from bot.settings import Settings, WrongSettings
from bot.tenants import HOME, Tenants, every_settings, tenants
from bot.webhook import Carrier
from facilitation.words import WorkspaceId
from storage.engine import Store
from storage.housekeeping import tenants_in
from storage.keyring import Keyring
from storage.migrate import is_current, migrate, prepare_folder

logger = structlog.get_logger(__name__)


class NotReady(Exception):
    """The house cannot open yet; the message says what to do."""


async def build(settings: Settings, clock: Clock | None = None) -> Houses:
    """A house for each database, brought up to date, and the platforms before all of them.

    A database that does not answer keeps nobody else from being served: its house stands, and its people's arrivals
    are not acknowledged until it is back. Raises NotReady, also where there is no other; WrongSettings.
    """
    houses = furnish_all(settings, clock or Clock())
    for name, one in every_settings(settings).items():
        store = houses.each[name].store
        try:
            prepare_folder(one.database_url)
            await bring_up_to_date(store, one, name)
            refuse_strangers(name, await lost(store, name, tenants(settings)))
        except (NotReady, WrongSettings):
            raise
        except Exception as why:  # the drivers' errors share no base class
            if len(houses.each) == 1:
                await must_answer(store, one)
                raise
            logger.error("database.away", database=name, why=type(why).__name__)
    return houses


def refuse_strangers(name: str, found: Sequence[WorkspaceId]) -> None:
    """Two databases must never speak for one workspace. Raises NotReady."""
    if found:
        raise NotReady(
            f"The database {name} holds {', '.join(found[:5])}, which EVENER_TENANTS puts elsewhere. List them under "
            f"{name}, or move what is kept and erase it here (docs/operating.md)."
        )


def open_store(settings: Settings) -> Store:
    """The database with the keys that seal pulses. Raises WrongSettings where PostgreSQL has no EVENER_SECRET_KEY."""
    keys = tuple(key.encode() for key in secret_keys(settings))
    return Store(
        settings.database_url,
        house_keys=keys,
        least_answers=settings.pulse_least,
        pairs=settings.pulse_evidence,
    )


def furnish_all(settings: Settings, clock: Clock, chance: Chance | None = None) -> Houses:
    """A house for each database of the settings, none of them looked at yet, and their platforms. Raises WrongSettings."""
    luck, metrics, known = chance or Chance(), Metrics(), tenants(settings)
    each = {
        name: bare(open_store(one), one, clock, luck, metrics)
        for name, one in every_settings(settings).items()
    }
    houses = Houses(each, known)
    add_platforms(houses, settings)
    return houses


def furnish(store: Store, settings: Settings, clock: Clock, chance: Chance | None = None) -> House:
    """One house on this store with the platforms that the settings name."""
    house = bare(store, settings, clock, chance or Chance(), Metrics())
    add_platforms(Houses.of_one(house), settings)
    return house


def bare(store: Store, settings: Settings, clock: Clock, luck: Chance, metrics: Metrics) -> House:
    """A house without a platform."""
    most = settings.arrivals_per_second
    limit = Rate(timedelta(seconds=1) / most, most * 20)
    features = with_rehearsal(FEATURES)
    house = House(store, clock, luck, features, weigh=weigh, keep=settings.keep, limit=limit, metrics=metrics)
    house.readers.pictures = gallery(settings)
    house.carrier = carrier(store, settings, clock)
    return house


def gallery(settings: Settings) -> Gallery | None:
    """Where pictures of results can be fetched; None without EVENER_PUBLIC_URL."""
    if not settings.public_url:
        return None
    (newest, *_) = secret_keys(settings)
    return Gallery(settings.public_url, hashlib.blake2b(newest.encode(), person=b"evener pictures").digest())


def add_platforms(houses: Houses, settings: Settings) -> None:
    """The platforms that are set come into every house; with both, a switchboard knows who is whom. Raises WrongSettings."""
    both = settings.has_slack and settings.has_teams
    boards = houses.switchboards() if both else {}
    found: list[Platform] = []
    if settings.has_slack:
        found.append(slack(houses, settings))
    if settings.has_teams:
        found.append(teams(houses, settings))
    if both:
        houses.take_in_lines(found, boards)
    else:
        houses.take_in(found)


def teams(houses: Houses, settings: Settings) -> Platform:
    """Microsoft Teams, for the one tenant that the bot is registered in."""
    from adapters.teams.app import Setup, Teams  # noqa: PLC0415 — its SDK takes 0.3 s and 14 MB: only where Teams is set

    password = settings.teams_app_password.get_secret_value()
    if not settings.teams_tenant_id:
        raise WrongSettings("TEAMS_TENANT_ID: is needed; the bot serves one tenant")
    if not password and not settings.teams_managed_identity:
        raise WrongSettings(
            "TEAMS_APP_PASSWORD: is needed (or TEAMS_MANAGED_IDENTITY=1 where the bot runs in Azure)"
        )
    setup = Setup(settings.teams_app_id, settings.teams_tenant_id, password, settings.teams_managed_identity)
    keys, house = keyrings(houses, settings), houses.first
    is_command = house.atlas.commands.__contains__
    now, anew = house.clock.now, house.atlas.anew
    return Teams(setup, houses.receive, houses.readers, keys, now, is_command, anew=anew)


def slack(houses: Houses, settings: Settings) -> Slack:
    """Slack, for one workspace by its token or for many by OAuth."""
    many = bool(settings.slack_client_id and settings.slack_client_secret.get_secret_value())
    if not many and not settings.slack_bot_token.get_secret_value():
        raise WrongSettings(
            "SLACK_BOT_TOKEN: is needed (or SLACK_CLIENT_ID and SLACK_CLIENT_SECRET for many workspaces)"
        )
    config = Config(
        bot_token=settings.slack_bot_token.get_secret_value(),
        app_token=settings.slack_app_token.get_secret_value(),
        signing_secret=settings.slack_signing_secret.get_secret_value(),
        client_id=settings.slack_client_id,
        client_secret=settings.slack_client_secret.get_secret_value(),
        api_url=settings.slack_api_url,
        public_url=settings.public_url,
    )
    keys, house = keyrings(houses, settings) if many else None, houses.first
    return Slack(config, houses.receive, houses.readers, house.clock.now, keys, house.chance.new_id)


def keyrings(houses: Houses, settings: Settings) -> Keyrings:
    """Where each workspace's tokens are kept. Raises WrongSettings."""
    each = {name: keyring(one.store, settings, one.clock) for name, one in houses.each.items()}
    return Keyrings(each, houses.known)


async def must_answer(store: Store, settings: Settings) -> None:
    """Raises NotReady where the database cannot be asked anything."""
    try:
        async with store.reading() as connection:
            await connection.execute(select(1))
    except Exception as why:  # the drivers' errors share no base class
        where = make_url(settings.database_url).render_as_string(hide_password=True)
        told = str(getattr(why, "orig", None) or why).partition("\n")[0]
        raise NotReady(f"The database {where} does not answer: {told}. Check EVENER_DATABASE_URL.") from why


async def all_must_answer(settings: Settings) -> None:
    """Raises NotReady, naming the first database of the settings that cannot be asked anything."""
    for one in every_settings(settings).values():
        store = open_store(one)
        try:
            await must_answer(store, one)
        finally:
            await store.close()


async def bring_up_to_date(store: Store, settings: Settings, name: str = HOME) -> None:
    """SQLite is migrated on start; PostgreSQL only by ``evener migrate``, since other replicas may be running."""
    if settings.database_url.startswith("sqlite"):
        await migrate(store)
    elif not await is_current(store):
        which = "The database" if name == HOME else f"The database {name}"
        raise NotReady(f"{which} is not up to date. Run: evener migrate")


async def lost(store: Store, name: str, known: Tenants) -> list[WorkspaceId]:
    """Workspaces that this database holds and the list puts elsewhere."""
    if len(known.databases) == 1:
        return []
    async with store.reading() as connection:
        return [one for one in await tenants_in(connection) if known.of(one) != name]


def keyring(store: Store, settings: Settings, clock: Clock) -> Keyring:
    """Where tokens are kept, sealed with the keys of EVENER_SECRET_KEY or, beside an SQLite file, one of its own."""
    try:
        return Keyring(store, secret_keys(settings), clock.now)
    except ValueError:
        raise WrongSettings("EVENER_SECRET_KEY: should be made by `evener key`") from None


def carrier(store: Store, settings: Settings, clock: Clock) -> Carrier:
    """Who tells other programs, with the keys that seal their secrets. Raises WrongSettings."""
    try:
        return Carrier(store, clock, secret_keys(settings))
    except ValueError:
        raise WrongSettings("EVENER_SECRET_KEY: should be made by `evener key`") from None


def secret_keys(settings: Settings) -> list[str]:
    """The keys of EVENER_SECRET_KEY, newest first, or the one beside an SQLite file. Raises WrongSettings."""
    given = settings.secret_key.get_secret_value()
    return [key.strip() for key in given.split(",") if key.strip()] or [own_key(settings)]


def own_key(settings: Settings) -> str:
    """The key file beside an SQLite database, made once and readable by its owner alone."""
    url = make_url(settings.database_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        raise WrongSettings("EVENER_SECRET_KEY: is needed with PostgreSQL; `evener key` makes one")
    path = Path(url.database).with_suffix(".key")
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, stat.S_IRUSR | stat.S_IWUSR)
        with os.fdopen(handle, "w") as file:
            file.write(Fernet.generate_key().decode())
    return path.read_text().strip()
