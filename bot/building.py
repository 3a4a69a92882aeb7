"""From settings to a house: which store, which platforms, which features."""

from __future__ import annotations

import hashlib
import os
import stat
from datetime import timedelta
from pathlib import Path

from cryptography.fernet import Fernet
from sqlalchemy.engine import make_url

from adapters.gallery import Gallery
from adapters.port import Platform, Readers, Receive
from adapters.slack.app import Config, Slack
from adapters.teams.app import Setup, Teams
from bot.attention import weigh
from bot.clock import Chance, Clock
from bot.house import House
from bot.pace import Rate
from bot.rehearsal import with_rehearsal
from bot.routes import FEATURES
from bot.settings import Settings, WrongSettings
from bot.switchboard import Switchboard
from bot.webhook import Carrier
from storage.engine import Store
from storage.keyring import Keyring
from storage.migrate import is_current, migrate, prepare_folder


class NotReady(Exception):
    """The house cannot open yet; the message says what to do."""


async def build(settings: Settings, clock: Clock | None = None) -> House:
    """A house with its database brought up to date and its platforms in it. Raises NotReady, WrongSettings, OSError."""
    prepare_folder(settings.database_url)
    store = open_store(settings)
    await bring_up_to_date(store, settings)
    return furnish(store, settings, clock or Clock())


def open_store(settings: Settings) -> Store:
    """The database with the keys that seal pulses. Raises WrongSettings where PostgreSQL has no EVENER_SECRET_KEY."""
    keys = tuple(key.encode() for key in secret_keys(settings))
    return Store(
        settings.database_url,
        house_keys=keys,
        least_answers=settings.pulse_least,
        pairs=settings.pulse_evidence,
    )


def furnish(store: Store, settings: Settings, clock: Clock, chance: Chance | None = None) -> House:
    """A house on this store with the platforms that the settings name."""
    luck, most = chance or Chance(), settings.arrivals_per_second
    limit = Rate(timedelta(seconds=1) / most, most * 20)
    features = with_rehearsal(FEATURES)
    house = House(store, clock, luck, features, weigh=weigh, keep=settings.keep, limit=limit)
    house.readers.pictures = gallery(settings)
    house.carrier = carrier(store, settings, clock)
    for platform in platforms(house, settings):
        house.add(platform)
    return house


def gallery(settings: Settings) -> Gallery | None:
    """Where pictures of results can be fetched; None without EVENER_PUBLIC_URL."""
    if not settings.public_url:
        return None
    (newest, *_) = secret_keys(settings)
    return Gallery(settings.public_url, hashlib.blake2b(newest.encode(), person=b"evener pictures").digest())


def platforms(house: House, settings: Settings) -> list[Platform]:
    """The platforms that are set, ready to start; with both, a switchboard knows who is whom. Raises WrongSettings."""
    if not (settings.has_slack and settings.has_teams):
        receive, readers = house.reception.receive, house.readers
        found: list[Platform] = [slack(house, settings, receive, readers)] if settings.has_slack else []
        return found + ([teams(house, settings, receive, readers)] if settings.has_teams else [])
    board = Switchboard(house.store, house.reception.receive, house.readers, house.clock)
    both = (
        slack(house, settings, board.receive, board.readers),
        teams(house, settings, board.receive, board.readers),
    )
    return [board.line(one) for one in both]


def teams(house: House, settings: Settings, receive: Receive, readers: Readers) -> Teams:
    """Microsoft Teams, for the one tenant that the bot is registered in."""
    password = settings.teams_app_password.get_secret_value()
    if not settings.teams_tenant_id:
        raise WrongSettings("TEAMS_TENANT_ID: is needed; the bot serves one tenant")
    if not password and not settings.teams_managed_identity:
        raise WrongSettings(
            "TEAMS_APP_PASSWORD: is needed (or TEAMS_MANAGED_IDENTITY=1 where the bot runs in Azure)"
        )
    setup = Setup(settings.teams_app_id, settings.teams_tenant_id, password, settings.teams_managed_identity)
    keys = keyring(house.store, settings, house.clock)
    is_command = house.atlas.commands.__contains__
    return Teams(setup, receive, readers, keys, house.clock.now, is_command, anew=house.atlas.anew)


def slack(house: House, settings: Settings, receive: Receive, readers: Readers) -> Slack:
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
    keys = keyring(house.store, settings, house.clock) if many else None
    return Slack(config, receive, readers, house.clock.now, keys, house.chance.new_id)


async def bring_up_to_date(store: Store, settings: Settings) -> None:
    """SQLite is migrated on start; PostgreSQL only by ``evener migrate``, since other replicas may be running."""
    if settings.database_url.startswith("sqlite"):
        await migrate(store)
    elif not await is_current(store):
        raise NotReady("The database is not up to date. Run: evener migrate")


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
