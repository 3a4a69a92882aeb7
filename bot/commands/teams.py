"""``evener teams package``: the app package that an admin uploads to Teams; ``evener teams join``: one organisation."""

from __future__ import annotations

import re
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from adapters.teams.package import App, Owner, package
from bot.routes import FEATURES
from bot.routes.atlas import Atlas
from bot.settings import Settings, WrongSettings, read_settings
from bot.translations import LOCALES, translator

app = typer.Typer(name="teams", help="Microsoft Teams: the app package.", no_args_is_help=True)
GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


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


def languages() -> list[str]:
    """The languages the catalogue is translated into."""
    return sorted(found.parts[-3].replace("_", "-") for found in LOCALES.glob("*/LC_MESSAGES/evener.mo"))
