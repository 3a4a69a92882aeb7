"""``evener simulate``: imagined people live with the whole bot, and every promise is counted that was kept or broken."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import orjson
import typer

from bot import logs
from bot.commands.running import run
from bot.memory import settle_memory
from bot.simulation.year import Plan, Result, Year
from storage.engine import Store


def simulate(
    people: Annotated[int, typer.Option(min=4, help="How many people, over all workspaces.")] = 200,
    communities: Annotated[int, typer.Option(min=1, help="How many communities they make.")] = 6,
    weeks: Annotated[int, typer.Option(min=1, help="How long.")] = 8,
    seed: Annotated[str, typer.Option(help="The same seed gives the same ledger, on every database.")] = "1",
    faults: Annotated[
        bool, typer.Option("--faults", help="Cut power, lose answers, deliver things twice.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The whole account as JSON.")] = False,
    database: Annotated[
        str, typer.Option(help="An empty database; a throw-away SQLite file otherwise.")
    ] = "",
) -> None:
    """Rehearse weeks or years on imagined people. Nothing is sent anywhere; exit status 1 when a promise was broken."""
    logs.set_up("error")
    settle_memory()
    plan = Plan(people, communities, weeks, seed, faults)
    with somewhere(database) as url:
        result = run(lived(plan, url, quiet=as_json))
    typer.echo(orjson.dumps(result.as_json(), option=orjson.OPT_INDENT_2) if as_json else told(result))
    raise typer.Exit(1 if result.broken else 0)


@contextmanager
def somewhere(database: str) -> Iterator[str]:
    """The database that was named, or one that is gone afterwards."""
    if database:
        yield database
        return
    with tempfile.TemporaryDirectory(prefix="evener-year-") as folder:
        yield f"sqlite:///{Path(folder) / 'year.db'}"


async def lived(plan: Plan, url: str, quiet: bool = True) -> Result:
    """One plan lived through on this database."""
    store = Store(url, alone=True)
    try:
        await store.create_all()
        year = Year(plan, store, tell=lambda week: None if quiet else tell_week(week, plan))
        return await year.live()
    finally:
        await store.close()


def tell_week(week: int, plan: Plan) -> None:
    if week % 4 == 0 or week == plan.weeks:
        typer.echo(f"week {week} of {plan.weeks}", err=True)


def told(result: Result) -> str:
    """The account as a page."""
    plan = result.plan
    lines = [
        f"{plan.people} people, {plan.communities} communities, {plan.weeks} weeks, seed {plan.seed}"
        + (", with faults" if plan.faults else ""),
        f"{result.seconds} s ({result.processor_seconds} s of processor), {result.memory_mb} MB of memory, "
        f"{result.database_mb} MB in {result.database}",
        "",
        *listed("What people did", result.arrivals),
        *listed("What became of letters", result.letters),
        "Promises",
        *(
            f"  {name}: {one['checked']} checked, {one['broken']} broken"
            for name, one in result.promises.items()
        ),
        *(f"    {name}: {example}" for name, found in result.examples.items() for example in found),
        "",
        f"ledger {result.hash}",
        f"facts  {result.facts}",
    ]
    return "\n".join(lines)


def listed(title: str, counts: dict[str, int]) -> list[str]:
    return [title, *(f"  {name}: {many}" for name, many in counts.items()), ""]
