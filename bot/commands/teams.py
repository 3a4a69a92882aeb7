"""``evener teams package``: the app package that an admin uploads to Teams; ``evener teams join``: one organisation."""

from __future__ import annotations

import re
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from adapters.teams.package import App, Owner, package
from bot.clock import Clock
from bot.commands.running import run_or_exit
from bot.routes import FEATURES
from bot.routes.atlas import Atlas
from bot.settings import Settings, WrongSettings, read_settings
from bot.tenants import settings_at, tenants
from bot.translations import languages, translator
from storage.community import load_all_communities
from storage.engine import Store
from storage.linking import join_workspaces
from storage.migrate import is_current

app = typer.Typer(
    name="teams",
    add_completion=False,
    help="Microsoft Teams: the app package, and one organisation with Slack.",
    no_args_is_help=True,
)
GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


class NotJoinable(Exception):
    """Two workspaces cannot become one organisation; the message says why."""


class NotPackable(Exception):
    """The package cannot be made; the message names what is missing and where it comes from."""


@app.command("package")
def package_(
    out: Annotated[Path, typer.Option("-o", "--out", help="Where to write it.")] = Path("evener-teams.zip"),
    owner: Annotated[str, typer.Option(help="Who runs this bot, as Teams shows it.")] = "Evener",
    website: Annotated[str, typer.Option(help="https page about it [default: EVENER_PUBLIC_URL]")] = "",
    privacy: Annotated[str, typer.Option(help="https page on privacy [default: the website]")] = "",
    terms: Annotated[str, typer.Option(help="https page of terms of use [default: the website]")] = "",
) -> None:
    """Make the app package from TEAMS_APP_ID and EVENER_PUBLIC_URL."""
    try:
        settings = read_settings()
        site = website or settings.public_url
        made = app_of(settings, Owner(owner, site, privacy or site, terms or site))
        out.write_bytes(package(made, {tag: translator(tag) for tag in languages()}))
    except (WrongSettings, NotPackable, OSError) as why:
        typer.echo(str(why), err=True)
        raise typer.Exit(2) from None
    typer.echo(f"{out} is ready: upload it in the Teams admin centre, Manage apps, Upload new app.")


@app.command()
def join(
    home: Annotated[
        str, typer.Argument(help="The workspace everything is kept under, such as slack:T0123456.")
    ],
) -> None:
    """Make the tenant of TEAMS_TENANT_ID and a Slack workspace one organisation."""
    run_or_exit(lambda settings: _join(settings, home), NotJoinable)
    typer.echo(f"This tenant and {home} are one organisation now. People link themselves with `link`.")


async def _join(settings: Settings, home: str) -> None:
    together(settings, home)
    store = Store(settings_at(settings, home).database_url)
    try:
        await join_in(store, settings.teams_tenant_id, home, Clock().now())
    finally:
        await store.close()


def together(settings: Settings, home: str) -> None:
    """One organisation is kept in one database. Raises NotJoinable, WrongSettings."""
    known, tenant = tenants(settings), f"teams:{settings.teams_tenant_id}"
    if known.of(tenant) != known.of(home):
        raise NotJoinable(
            f"{tenant} is kept in the database {known.of(tenant)}, {home} in {known.of(home)}. "
            "List both under one name in EVENER_TENANTS first."
        )


async def join_in(store: Store, tenant: str, home: str, now: datetime) -> None:
    """Keep that they are one. Raises NotJoinable."""
    if not tenant:
        raise NotJoinable("TEAMS_TENANT_ID: is needed; it names the tenant that joins")
    if not home.startswith("slack:"):
        raise NotJoinable("the workspace should look like slack:T0123456")
    if not await is_current(store):
        raise NotJoinable("The database is not up to date. Run: evener migrate")
    async with store.writing() as connection:
        if await load_all_communities(connection, f"teams:{tenant}"):
            raise NotJoinable(
                "This tenant has communities of its own already; joined, nobody would find them again."
            )
        await join_workspaces(connection, f"teams:{tenant}", home, now)


def app_of(settings: Settings, owner: Owner) -> App:
    """What goes into the manifest. Raises NotPackable."""
    if not GUID.fullmatch(settings.teams_app_id):
        raise NotPackable(
            "TEAMS_APP_ID: should be the bot's Microsoft app id, such as 00000000-0000-0000-0000-000000000000"
        )
    for name, url in (("website", owner.website), ("privacy", owner.privacy), ("terms", owner.terms)):
        if not url.startswith("https://"):
            raise NotPackable(
                f"--{name}: should be an https address (or set EVENER_PUBLIC_URL); Teams shows it to people"
            )
    return App(settings.teams_app_id.lower(), version("evener"), owner, Atlas(FEATURES).help)
