"""``python -m bot`` is ``evener serve``."""

import sys

from bot.cli import app

if __name__ == "__main__":
    app(["serve", *sys.argv[1:]])
