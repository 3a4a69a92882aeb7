"""``evener api``, ``evener feed`` and ``evener webhook``: what other programs may read of a workspace, and are told."""

from __future__ import annotations

import json
import secrets
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Annotated, TypeVar

import typer

from bot.api import written_token
from bot.api_shapes import SCOPES, described
from bot.building import carrier, secret_keys
from bot.clock import Clock
from bot.commands.import_export import whole_id
from bot.commands.running import run_or_exit
from bot.reach import NotPublic, checked
from bot.settings import Settings
from bot.subscribing import address
from bot.tenants import settings_at
from bot.webhook import KINDS
from storage.api_token import ApiToken, add_token, load_tokens, revoke_token
from storage.community import load_all_communities
from storage.engine import Store
from storage.feed import open_feed, revoke_feed
from storage.webhook import Hook, add_hook, load_hooks, remove_hook, states

api = typer.Typer(
    add_completion=False, help="The read-only API: its tokens and its description.", no_args_is_help=True
)
token = typer.Typer(
    add_completion=False, help="Tokens that read what was published in one workspace.", no_args_is_help=True
)
feed = typer.Typer(
    add_completion=False, help="Calendars of communities, to subscribe to.", no_args_is_help=True
)
hook = typer.Typer(
    add_completion=False, help="Addresses that are told what happens in communities.", no_args_is_help=True
)
api.add_typer(token, name="token")

Workspace = Annotated[str, typer.Option(help="The workspace's team id (T…), or slack:T…, teams:….")]
Community = Annotated[str, typer.Option(help="Its name as it is written in the charter.")]
Result = TypeVar("Result")


def with_store(workspace: str, work: Callable[[Store, Settings], Awaitable[Result]]) -> Result:
    """Do something with the database of a workspace; what can be mended is said in a sentence."""

    async def done(settings: Settings) -> Result:
        there = settings_at(settings, whole_id(workspace))
        store = Store(there.database_url)
        try:
            return await work(store, there)
        finally:
            await store.close()

    return run_or_exit(done)


def gone(what: str) -> None:
    typer.echo(f"There is no such {what}.", err=True)
    raise typer.Exit(1)


# --- the API -------------------------------------------------------------------------------------------------------


@api.command()
def description() -> None:
    """Print the OpenAPI description (also at /api/v1/openapi.json)."""
    typer.echo(json.dumps(described(), indent=2))


@token.command("create")
def create_token(
    workspace: Workspace,
    name: Annotated[str, typer.Option(help="What it is for, for your own list.")],
    scope: Annotated[
        list[str], typer.Option(help=f"What it may read: {', '.join(SCOPES)}. Repeat for several.")
    ],
    days: Annotated[int, typer.Option(min=0, max=3650, help="Days until it runs out; 0 for never.")] = 365,
) -> None:
    """Make a token and print it. It is shown once; we keep only its digest."""
    if wrong := sorted(set(scope) - set(SCOPES)):
        typer.echo(f"There is no scope {wrong[0]}; there are {', '.join(SCOPES)}.", err=True)
        raise typer.Exit(2)
    now = Clock().now()
    expires = now + timedelta(days=days) if days else None
    made = ApiToken(whole_id(workspace), secrets.token_hex(6), name, frozenset(scope), now, expires)
    secret = secrets.token_urlsafe(32)

    async def work(store: Store, _settings: Settings) -> None:
        async with store.writing() as connection:
            await add_token(connection, made, secret)

    with_store(workspace, work)
    typer.echo(written_token(made.workspace, made.id, secret))


@token.command("list")
def list_tokens(workspace: Workspace) -> None:
    """What tokens there are, and on which day each was last used."""

    async def work(store: Store, _settings: Settings) -> None:
        async with store.reading() as connection:
            for one in await load_tokens(connection, whole_id(workspace)):
                until = f"until {one.expires_at:%Y-%m-%d}" if one.expires_at else "for ever"
                used = f"last used {one.used_on}" if one.used_on else "never used"
                typer.echo(f"{one.id}  {one.name}  {','.join(sorted(one.scopes))}  {until}  {used}")

    with_store(workspace, work)


@token.command("revoke")
def revoke(workspace: Workspace, token_id: Annotated[str, typer.Argument(help="From the list.")]) -> None:
    """Take a token away; the next question with it is refused."""

    async def work(store: Store, _settings: Settings) -> bool:
        async with store.writing() as connection:
            return await revoke_token(connection, whole_id(workspace), token_id)

    if not with_store(workspace, work):
        gone("token")


# --- calendars -----------------------------------------------------------------------------------------------------


async def community_id(store: Store, workspace: str, community: str) -> str | None:
    async with store.reading() as connection:
        found = await load_all_communities(connection, workspace)
    return next((one.id for one in found if one.name == community), None)


@feed.command("address")
def feed_address(workspace: Workspace, community: Community) -> None:
    """Print the address of a community's calendar, and open it where it was not."""

    async def work(store: Store, settings: Settings) -> str | None:
        there = whole_id(workspace)
        found = await community_id(store, there, community)
        if found is None:
            return None
        async with store.writing() as connection:
            number = await open_feed(connection, there, found)
        key = secret_keys(settings)[0].encode()
        return address(settings.public_url or "https://YOUR-ADDRESS", key, there, found, number)

    typer.echo(with_store(workspace, work) or gone("community"))


@feed.command("revoke")
def feed_revoke(workspace: Workspace, community: Community) -> None:
    """Whoever has the address sees nothing any more; ``address`` makes another."""

    async def work(store: Store, _settings: Settings) -> bool:
        there = whole_id(workspace)
        found = await community_id(store, there, community)
        async with store.writing() as connection:
            return found is not None and await revoke_feed(connection, there, found)

    if not with_store(workspace, work):
        gone("calendar")


# --- webhooks ------------------------------------------------------------------------------------------------------


@hook.command("add")
def hook_add(
    workspace: Workspace,
    url: Annotated[str, typer.Argument(help="https:// and a host on the public internet.")],
    kind: Annotated[list[str], typer.Option(help="Which events; without it all.")] = [],  # noqa: B006
) -> None:
    """Tell this address what happens from now on, and print the secret that signs it (shown once)."""
    if wrong := sorted(set(kind) - set(KINDS)):
        typer.echo(f"There is no event {wrong[0]}; there are {', '.join(KINDS)}.", err=True)
        raise typer.Exit(2)
    try:
        checked(url)
    except NotPublic as why:
        typer.echo(str(why), err=True)
        raise typer.Exit(2) from None
    now, secret, id = Clock().now(), secrets.token_urlsafe(32), secrets.token_hex(6)

    async def work(store: Store, settings: Settings) -> None:
        sealed = carrier(store, settings, Clock()).seal(secret)
        made = Hook(whole_id(workspace), id, url, sealed, tuple(kind) or KINDS, now, now)
        async with store.writing() as connection:
            await add_hook(connection, made)

    with_store(workspace, work)
    typer.echo(f"{id} {secret}")


@hook.command("list")
def hook_list(workspace: Workspace) -> None:
    """Every address, what it is told, and what became of the last thirty days' events."""

    async def work(store: Store, _settings: Settings) -> None:
        async with store.reading() as connection:
            there = whole_id(workspace)
            counts = Counter((one, state) for one, state, _ in await states(connection, there))
            why = {one: reason for one, _, reason in await states(connection, there) if reason}
            for one in await load_hooks(connection):
                if one.workspace == there:
                    told = ", ".join(
                        f"{n} {state}" for (id, state), n in sorted(counts.items()) if id == one.id
                    )
                    typer.echo(
                        f"{one.id}  {one.url}  {told or 'nothing yet'}  {why.get(one.id, '')}".rstrip()
                    )
                    typer.echo(f"    {' '.join(one.kinds)}")

    with_store(workspace, work)


@hook.command("remove")
def hook_remove(workspace: Workspace, hook_id: Annotated[str, typer.Argument(help="From the list.")]) -> None:
    """Tell this address nothing any more."""

    async def work(store: Store, _settings: Settings) -> bool:
        async with store.writing() as connection:
            return await remove_hook(connection, whole_id(workspace), hook_id)

    if not with_store(workspace, work):
        gone("webhook")
