"""``evener key``: a key of one's own."""

from __future__ import annotations

import typer
from cryptography.fernet import Fernet


def key() -> None:
    """Make a key for EVENER_SECRET_KEY."""
    typer.echo(Fernet.generate_key().decode())
