"""Opens an archive that somebody else made, trusts nothing in it, and reads its JSON files one at a time.

Nothing is ever unpacked to disk, and no more is read of a file than one file may hold, whatever its header claims.
"""

from __future__ import annotations

import json
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any, NoReturn

import orjson

MOST_FILE = 256 << 20  # bytes of one file when unpacked; 100,000 people in users.json take about 150 MB
MOST_TOTAL = 16 << 30  # bytes of all files together
MOST_RATIO = 100  # unpacked to packed over the whole archive; JSON of real exports packs 5 to 20 times
RATIO_MATTERS = 64 << 20  # below this many bytes a high ratio harms nobody


class ExportError(Exception):
    """An export that cannot be read. ``where`` names the archive or the file in it, with its line where there is one."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"{where}: {why}")
        self.where = where
        self.why = why


@contextmanager
def opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, dict[str, zipfile.ZipInfo]]]:
    """The archive at this path and its files by name, once they can be trusted. Raises ExportError."""
    try:
        archive = zipfile.ZipFile(path)
    except FileNotFoundError as why:
        raise ExportError(str(path), "there is no such file") from why
    except (zipfile.BadZipFile, OSError, ValueError) as why:
        raise ExportError(str(path), f"not a zip archive that can be read ({why})") from why
    with archive:
        yield archive, trusted(path, archive)


# --- what may be opened at all -------------------------------------------------------------------------------------


def trusted(path: Path, archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The files of the archive by name, below the one folder that holds everything if there is one. Raises ExportError."""
    files: dict[str, zipfile.ZipInfo] = {}
    for info in archive.infolist():
        check_name(info)
        check_kind(info)
        if info.filename in files:
            raise ExportError(info.filename, "the archive holds two files of this name")
        files[info.filename] = info
    check_size(path, files)
    plain = {name: info for name, info in files.items() if not info.is_dir() and not is_litter(name)}
    return without_folder(plain)


def check_name(info: zipfile.ZipInfo) -> None:
    """A path inside the archive stays inside it."""
    name = info.orig_filename
    outside = name.startswith("/") or "\\" in name or "\0" in name or re.match(r"[A-Za-z]:", name)
    if outside or ".." in PurePosixPath(name).parts:
        raise ExportError(repr(name), "a path that climbs out of the archive; nothing of it was read")


def check_kind(info: zipfile.ZipInfo) -> None:
    """Only plain files and folders, unlocked, of a size one file may have."""
    mode = info.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise ExportError(info.filename, "a link or a special file; an export holds plain files only")
    if info.flag_bits & 0x1:
        raise ExportError(info.filename, "locked with a password; export again without one")
    if info.file_size > MOST_FILE:
        raise ExportError(
            info.filename, f"{mega(info.file_size)} when unpacked, at most {mega(MOST_FILE)} in one file"
        )


def check_size(path: Path, files: dict[str, zipfile.ZipInfo]) -> None:
    """A small archive that unpacks to a huge one is a trap, not an export."""
    unpacked = sum(info.file_size for info in files.values())
    packed = max(path.stat().st_size, 1)
    if unpacked > MOST_TOTAL or (unpacked > RATIO_MATTERS and unpacked > MOST_RATIO * packed):
        raise ExportError(
            str(path), f"{mega(packed)} that would unpack to {mega(unpacked)}; nothing of it was read"
        )


def mega(size: int) -> str:
    return f"{size / (1 << 20):,.0f} MB"


def is_litter(name: str) -> bool:
    """What a desktop adds when somebody packs a folder again."""
    return name.startswith("__MACOSX/") or name.endswith((".DS_Store", "Thumbs.db"))


def without_folder(files: dict[str, zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """An export that was unpacked and packed again often lies in one folder of its own."""
    tops = {name.partition("/")[0] for name in files}
    if len(tops) == 1 and "users.json" not in files:
        return {name.partition("/")[2]: info for name, info in files.items()}
    return files


# --- reading one file ----------------------------------------------------------------------------------------------


def parsed(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Any:
    """One file as JSON. Raises ExportError with the line where it breaks."""
    try:
        return orjson.loads(content(archive, info))
    except orjson.JSONDecodeError as why:
        raise ExportError(
            info.filename, f"line {why.lineno}, column {why.colno}: not valid JSON ({why.msg})"
        ) from why


def content(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """The bytes of one file, never more than one file may have whatever its header claims."""
    try:
        with archive.open(info) as file:
            data = file.read(MOST_FILE + 1)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as why:
        raise ExportError(info.filename, f"damaged ({why})") from why
    if len(data) > MOST_FILE:
        raise ExportError(info.filename, f"more than {mega(MOST_FILE)} when unpacked")
    return data


def broken(archive: zipfile.ZipFile, info: zipfile.ZipInfo, number: int, why: str) -> NoReturn:
    """Raise ExportError for one entry of a list, with the line on which it begins."""
    raise ExportError(info.filename, f"line {line_of(content(archive, info).decode(), number)}: {why}")


def line_of(text: str, number: int) -> int:
    """The line on which the entry of this number (from 0) begins in a JSON list."""
    decoder = json.JSONDecoder()
    at = text.index("[") + 1
    for _ in range(number):
        at = decoder.raw_decode(text, next_token(text, at))[1]
    return text.count("\n", 0, next_token(text, at)) + 1


def next_token(text: str, at: int) -> int:
    """The next place that is neither white space nor a comma."""
    return at + re.match(r"[\s,]*", text[at : at + 4096]).end()  # type: ignore[union-attr]
