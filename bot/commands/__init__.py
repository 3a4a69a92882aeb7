"""What an operator types, one file per command; ``mount`` puts them all on ``evener``."""

from __future__ import annotations

import typer

from bot.commands import (
    acts,
    audit,
    backup,
    demo,
    dpia,
    export,
    import_export,
    import_people,
    keys,
    openings,
    periphery,
    person,
    pulse,
    rehearse,
    simulate,
    teams,
    voice,
)


def mount(app: typer.Typer) -> None:
    """Every feature's commands, in the order ``evener --help`` lists them."""
    app.command()(demo.demo)
    app.command()(acts.acts)
    app.command()(simulate.simulate)
    app.command()(rehearse.rehearse)
    app.command()(voice.voice)
    import_export.import_app.command("people")(import_people.import_people)
    app.add_typer(import_export.import_app, name="import")
    app.command()(import_export.status)
    app.command()(audit.audit)
    app.command()(dpia.dpia)
    app.command()(export.export)
    app.command()(periphery.suggest)
    app.add_typer(periphery.evaluate_app, name="evaluate")
    app.add_typer(keys.app, name="keys")
    app.add_typer(person.app, name="person")
    app.add_typer(pulse.app, name="pulse")
    app.add_typer(teams.app, name="teams")
    app.add_typer(openings.api, name="api")
    app.add_typer(openings.feed, name="feed")
    app.add_typer(openings.hook, name="webhook")
    app.command()(backup.backup)
