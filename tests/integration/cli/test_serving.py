"""serve and demo: the ready line, one server a folder, commands beside it, and its end."""

import json
import re
import signal
import socket
import sqlite3
import stat

from tests.integration.cli.commands import TOMATO, House

SESSION = "/api/v1/session"


def test_serve_says_when_it_is_ready_and_ends_in_order(house: House) -> None:
    house.init()
    server = house.serve()
    assert re.fullmatch(r"ready http://127\.0\.0\.1:\d+\n", server.ready)
    assert server.get("/health/ready").status_code == 200
    said = server.end()
    assert (said.code, said.out) == (0, "")
    assert "Traceback" not in said.err
    assert not (house.data / "control.sock").exists()


def test_a_busy_port_is_one_clear_sentence(house: House) -> None:
    house.init()
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = str(busy.getsockname()[1])
        done = house.run("serve", "--port", port)
        assert (done.code, done.out) == (2, "")
        sentence = f"Port {port} on 127.0.0.1 is in use by another program; choose another with --port."
        assert done.err == f"kitchenhub: {sentence}\n"
        assert house.run("demo", "--port", port).code == 2


def test_a_folder_that_cannot_be_written_is_one_clear_sentence(house: House) -> None:
    house.data.write_text("a file where the folder should be")
    for command in ("serve", "demo"):
        done = house.run(command, "--port", "0")
        assert (done.code, done.out) == (2, "")
        assert "cannot be written" in done.err
        assert done.err.count("\n") == 1


def test_a_second_server_on_the_same_folder_is_refused(house: House) -> None:
    house.init()
    server = house.serve()
    done = house.run("serve", "--port", "0")
    assert done.code == 2
    assert f"Another KitchenHub (process {server.process.pid}) already works" in done.err


def test_a_killed_server_leaves_nothing_in_the_way(house: House) -> None:
    house.init()
    house.serve().end(signal.SIGKILL)
    assert house.serve().get("/health/ready").status_code == 200


def test_a_token_made_beside_the_server_works_at_once(house: House) -> None:
    house.init()
    server = house.serve()
    made = house.run("token", "create", "till", "--role", "integration")
    assert made.code == 0, made.err
    session = server.get(SESSION, made.out.strip())
    assert session.json()["staff"]["role"] == "integration"
    socket_file = house.data / "control.sock"
    assert stat.S_IMODE(socket_file.stat().st_mode) == 0o600


def test_an_import_beside_the_server_is_on_the_menu_at_once(house: House) -> None:
    house.init()
    server = house.serve()
    token = house.run("token", "create", "till", "--role", "integration").out.strip()
    dearer = house.file(TOMATO.replace("12.00", "12.50"), "dearer.yaml")
    done = house.run("import", dearer, "--yes")
    assert done.code == 0, done.err
    menu = server.get("/api/v1/menu", token).json()
    assert menu["categories"][0]["items"][0]["price_cents"] == 1250
    wrong = house.run("import", house.file(TOMATO.replace("12.00", "twelve"), "wrong.yaml"), "--yes")
    assert (wrong.code, "line 14" in wrong.err) == (1, True)


def test_a_person_signs_in_with_the_pin_of_the_file(house: House) -> None:
    house.init()
    server = house.serve()
    right = server.post("/api/v1/sessions", "1", staff="ada", pin="2580")
    assert right.status_code == 201
    assert server.post("/api/v1/sessions", "2", staff="ada", pin="0000").status_code == 401


def test_a_backup_beside_the_server_is_whole_and_restores_with_a_new_log(house: House) -> None:
    house.init()
    server = house.serve()
    copy = house.home / "copy.db"
    assert house.run("backup", str(copy)).code == 0
    assert house.run("backup", str(copy)).code == 2
    assert house.run("backup", str(copy), "--force").code == 0
    refused = house.run("restore", str(copy))
    assert refused.code == 2
    assert "Stop it before you restore" in refused.err
    server.end()
    before = log_of(copy)
    done = house.run("restore", str(copy))
    assert done.code == 0, done.err
    assert log_of(house.data / "kitchenhub.db") != before
    assert len(list((house.data / "backups").glob("replaced-*.db"))) == 1
    assert house.serve().get("/health/ready").status_code == 200


def log_of(path: object) -> str:
    connection = sqlite3.connect(str(path))
    ((log,),) = connection.execute("SELECT log FROM log_heads").fetchall()
    connection.close()
    return str(log)


def test_the_doctor_finds_nothing_wrong_with_a_sound_house(house: House) -> None:
    house.init()
    stopped = house.run("doctor")
    house.serve()
    running = house.run("doctor")
    assert (stopped.code, running.code) == (0, 0), stopped.out + running.out
    assert stopped.out.endswith("Nothing is wrong.\n")
    assert "one is running on this folder" in running.out


def test_the_doctor_names_what_is_wrong_and_what_to_do(house: House) -> None:
    assert "does not exist" in house.run("doctor").out
    house.init(TOMATO.replace("stations:", 'printers:\n  bar: {address: "tcp://127.0.0.1:1"}\nstations:'))
    (house.data / "pepper").unlink()
    house.data.joinpath("kitchenhub.db").chmod(0o644)
    done = house.run("doctor")
    assert done.code == 1
    for words in (
        "WRONG  PINs",
        "WRONG  kitchenhub.db",
        "WRONG  printer bar",
        "chmod 600",
        "3 things to put right",
    ):
        assert words in done.out


def test_the_doctor_knows_a_damaged_database(house: House) -> None:
    house.init()
    path = house.data / "kitchenhub.db"
    path.write_bytes(b"SQLite format 3\0" + b"\xff" * 5_000)
    done = house.run("doctor")
    assert done.code == 1
    assert "WRONG  database" in done.out
    assert "kitchenhub restore" in done.out


def test_the_demo_is_made_once_and_shows_the_same_keys_each_time(house: House) -> None:
    first = house.serve(command="demo")
    keys = json.loads((house.data / "demo.json").read_text())
    token = keys["token"]
    assert first.get("/api/v1/session", token).json()["staff"]["role"] == "owner"
    said = first.end().out
    assert (house.data / "demo.json").stat().st_mode & 0o777 == 0o600
    for words in (
        "/floor",
        "/kitchen/grill",
        "/office",
        "/paper",
        token,
        keys["pins"][0][2],
        str(house.data),
    ):
        assert words in said
    second = house.serve(command="demo")
    assert second.get("/api/v1/session", token).status_code == 200
    again = second.end().out.replace(second.url, first.url)
    assert again.partition("PINs")[2] == said.partition("PINs")[2] != ""
