"""A Slack export is read in time order, and whatever cannot be trusted or read is named with its file and line."""

import stat
import zipfile
from datetime import UTC, datetime

import pytest

from bot import archive as reading
from bot.archive import ExportError
from bot.export import open_export
from tests.exports import archive, channel, person, said, write_export, write_files

MONDAY = datetime(2024, 5, 6, 9, tzinfo=UTC)
AT = MONDAY.timestamp()
PEOPLE = [person("U1"), person("U2"), person("B1", is_bot=True)]


def read_all(path):
    with open_export(path) as opened:
        return [message for batch in opened.in_order() for message in batch]


def failure(path):
    with pytest.raises(ExportError) as why:
        read_all(path)
    return str(why.value)


def good_files(**more):
    files = {
        "users.json": PEOPLE,
        "channels.json": [channel("C1", "general")],
        "general/2024-05-06.json": [said("U1", AT)],
    }
    return files | more


def test_messages_of_all_channels_come_in_time_order(tmp_path):
    talk = {
        "b": [said("U2", AT + 86_400 * day + 10) for day in range(5)],
        "a": [said("U1", AT + 86_400 * day) for day in range(5)],
    }
    path = write_export(tmp_path / "e.zip", PEOPLE, talk)
    heard = read_all(path)
    assert [one.at for one in heard] == sorted(one.at for one in heard)
    assert [one.person for one in heard] == ["U1", "U2"] * 5


def test_a_day_file_in_the_workspaces_own_zone_is_still_put_in_order(tmp_path):
    late = [said("U1", AT + 86_400 * day + offset) for day in range(3) for offset in (-40_000, 40_000)]
    files = good_files() | {
        f"general/2024-05-0{6 + day}.json": [row for row in late[2 * day : 2 * day + 2]] for day in range(3)
    }
    heard = read_all(write_files(tmp_path / "e.zip", files))
    assert [one.at for one in heard] == sorted(one.at for one in heard)


def test_one_channel_comes_alone_in_time_order(tmp_path):
    path = write_export(
        tmp_path / "e.zip", PEOPLE, {"a": [said("U1", AT + 60), said("U2", AT)], "b": [said("U1", AT)]}
    )
    with open_export(path) as opened:
        assert [one.person for one in opened.of_channel("a")] == ["U2", "U1"]


def test_what_is_kept_of_a_message_is_who_where_when_whom_and_how_long(tmp_path):
    rows = [
        said("U1", AT, "<@U2> <@U2|two> <@B1> <@U1> when?"),
        said("U2", AT + 5, "[1247 characters]?", thread=AT),
    ]
    first, second = read_all(write_export(tmp_path / "e.zip", PEOPLE, {"a": rows}))
    assert first.mentions == ("U2",) and first.asks and first.thread == first.id
    assert second.length == 1247 and second.asks and second.thread == first.id


def test_only_what_people_say_is_read(tmp_path):
    rows = [
        said("U1", AT, subtype="channel_join"),
        said("U1", AT + 1, subtype="thread_broadcast"),
        said("B1", AT + 2),
        said("U1", AT + 3, bot_id="B9"),
        {"type": "message", "subtype": "tombstone", "ts": f"{AT + 4}"},
        said("GONE", AT + 5),
    ]
    heard = read_all(write_export(tmp_path / "e.zip", PEOPLE, {"a": rows}))
    assert [(one.person, one.at - AT) for one in heard] == [("U1", 1), ("GONE", 5)]


def test_reactions_are_read_with_the_instant_of_their_message(tmp_path):
    row = said("U1", AT, reactions=[{"name": "eyes", "users": ["U2", "B1"], "count": 2}])
    path = write_export(tmp_path / "e.zip", PEOPLE, {"a": [row]})
    with open_export(path) as opened:
        (file,) = opened.days[MONDAY.date()].values()
        (message,) = opened.talk(file)
        (seen,) = opened.reactions("a", message)
    assert (seen.person, seen.to, seen.reaction, seen.at) == ("U2", "U1", "eyes", AT)


def test_private_channels_are_read_and_direct_messages_left_alone(tmp_path):
    files = good_files() | {
        "groups.json": [channel("G1", "secret")],
        "dms.json": [{"id": "D1"}],
        "secret/2024-05-06.json": [said("U2", AT)],
        "D1/2024-05-06.json": [said("U2", AT)],
    }
    with open_export(write_files(tmp_path / "e.zip", files)) as opened:
        assert {one.channel for batch in opened.in_order() for one in batch} == {"general", "secret"}
        assert opened.channels["secret"].private
        assert opened.left_alone == ("D1",)


def test_an_export_packed_again_in_a_folder_is_understood(tmp_path):
    files = {f"export/{name}": content for name, content in good_files().items()}
    files["__MACOSX/export/._users.json"] = b"x"
    assert len(read_all(write_files(tmp_path / "e.zip", files))) == 1


def test_people_are_read_with_what_matters_about_them(tmp_path):
    rows = [
        person(
            "U1", deleted=True, profile={"display_name": "", "real_name": "Ana", "email": "a@example.org"}
        ),
        person("U2", is_ultra_restricted=True, profile=None),
        person("USLACKBOT"),
    ]
    with open_export(write_export(tmp_path / "e.zip", rows, {"a": []})) as opened:
        gone, guest, slackbot = opened.people.values()
    assert gone.deactivated and gone.name == "Ana" and gone.email == "a@example.org"
    assert guest.is_guest and slackbot.is_bot


# --- what is refused -----------------------------------------------------------------------------------------------


def test_what_is_no_zip_is_named(tmp_path):
    path = tmp_path / "talk.zip"
    path.write_text("hello")
    assert "talk.zip: not a zip archive" in failure(path)
    assert "no such file" in failure(tmp_path / "absent.zip")


@pytest.mark.parametrize("missing", ["users.json", "channels.json"])
def test_a_missing_file_is_named(tmp_path, missing):
    files = good_files()
    del files[missing]
    assert f"{missing} is missing" in failure(write_files(tmp_path / "e.zip", files))


def test_broken_json_is_named_with_its_line(tmp_path):
    files = good_files(**{"general/2024-05-07.json": '[\n {"type": "message"},\n {"user": }\n]'})
    assert failure(write_files(tmp_path / "e.zip", files)).startswith(
        "general/2024-05-07.json: line 3, column"
    )


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ('{"user": "U1", "ts": "soon"}', "ts 'soon'"),
        ('{"user": "U1", "ts": "nan"}', "ts 'nan'"),
        ('{"user": "U1"}', "ts None"),
        ('{"user": "U1", "ts": "1e30"}', "ts '1e30'"),
        ('{"user": 7, "ts": "1715000000.0"}', "user is a int"),
        ('{"user": "U1", "ts": "1715000000.0", "text": ["x"]}', "text is a list"),
        ('"hello"', "an object in braces"),
    ],
)
def test_a_message_that_is_none_is_named_with_the_line_it_begins_on(tmp_path, entry, why):
    day = '[\n  {"user": "U1", "ts": "1715000000.0",\n   "text": "a"},\n  ' + entry + "\n]"
    said_why = failure(write_files(tmp_path / "e.zip", good_files(**{"general/2024-05-07.json": day})))
    assert said_why.startswith("general/2024-05-07.json: line 4: ") and why in said_why


def test_lists_that_are_none_are_named(tmp_path):
    day = failure(write_files(tmp_path / "e.zip", good_files(**{"general/2024-05-07.json": {"a": 1}})))
    assert "expected a list of messages" in day
    users = failure(write_files(tmp_path / "e.zip", good_files(**{"users.json": "[\n{},\n{}\n]"})))
    assert users == "users.json: line 2: an entry without an id"
    dated = failure(write_files(tmp_path / "e.zip", good_files(**{"general/2024-02-31.json": []})))
    assert "no day of the calendar" in dated


@pytest.mark.parametrize(
    "name", ["../evil.json", "/etc/passwd", "general/../../x.json", "C:\\x.json", "a\\..\\b.json"]
)
def test_a_path_that_climbs_out_is_refused(tmp_path, name):
    path = write_files(tmp_path / "e.zip", good_files(**{name: "[]"}))
    assert "climbs out of the archive" in failure(path)


def test_a_link_is_refused(tmp_path):
    path = write_files(tmp_path / "e.zip", good_files())
    with zipfile.ZipFile(path, "a") as made:
        info = zipfile.ZipInfo("general/2024-05-09.json")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        made.writestr(info, "/etc/passwd")
    assert "general/2024-05-09.json: a link" in failure(path)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_refused(tmp_path):
    path = write_files(tmp_path / "e.zip", good_files())
    with zipfile.ZipFile(path, "a") as made:
        made.writestr("users.json", "[]")
    assert "users.json: the archive holds two files of this name" in failure(path)


def test_a_file_that_unpacks_to_too_much_is_refused_unread(tmp_path):
    path = write_files(tmp_path / "e.zip", good_files())
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as made,
        made.open("general/2024-05-09.json", "w") as bomb,
    ):
        for _ in range(reading.MOST_FILE // 2**20 + 1):
            bomb.write(bytes(2**20))
    assert "at most 256 MB in one file" in failure(path)


def test_many_files_that_unpack_to_too_much_are_refused_unread(tmp_path):
    path = write_files(tmp_path / "e.zip", good_files())
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as made:
        for number in range(10):
            made.writestr(f"general/2024-06-{number + 10}.json", bytes(10 * 2**20))
    assert "would unpack to 100 MB; nothing of it was read" in failure(path)


def test_a_header_that_lies_about_size_is_found_out(tmp_path):
    """A header may claim a small file; no more than it claims is read, and then the check sum is wrong."""
    path = write_files(tmp_path / "e.zip", good_files(**{"general/2024-05-09.json": " " * 5000 + "[]"}))
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(b"general/2024-05-09.json"))
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    path.write_bytes(data)
    assert failure(path).startswith("general/2024-05-09.json: ")


def test_a_damaged_file_is_named(tmp_path):
    path = write_files(
        tmp_path / "e.zip", good_files(**{"general/2024-05-09.json": "[" + "1, " * 5000 + "1]"})
    )
    data = bytearray(path.read_bytes())
    at = data.index(b"general/2024-05-09.json") + 40
    data[at : at + 8] = b"\xff" * 8
    path.write_bytes(data)
    assert failure(path).startswith("general/2024-05-09.json: damaged")


@pytest.mark.parametrize(("name", "people", "messages"), [("ncar", 169, 6600), ("dataverse", 235, 25_136)])
def test_the_public_archives_are_read_whole(name, people, messages):
    with open_export(archive(name)) as opened:
        assert len(opened.people) == people
        assert sum(len(batch) for batch in opened.in_order()) == messages
