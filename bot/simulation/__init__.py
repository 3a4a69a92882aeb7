"""Imagined people live with the whole bot for weeks or years, so that a promise is seen kept before real people rely on it."""
