"""PINs: the pepper decides, an unknown person costs the same work, and the file is nobody else's."""

from pathlib import Path

import pytest

from kitchenhub.errors import CannotStart
from kitchenhub.staff.pins import PEPPER_FILE, Pins, open_pins


def test_a_pin_fits_its_hash_and_no_other() -> None:
    pins = Pins(b"p" * 32)
    kept = pins.hash("2580")
    assert kept.startswith("$argon2id$")
    assert pins.fits(kept, "2580")
    assert not pins.fits(kept, "2581")
    assert not pins.fits("no hash at all", "2580")


def test_a_hash_is_worth_nothing_without_its_pepper() -> None:
    assert not Pins(b"q" * 32).fits(Pins(b"p" * 32).hash("2580"), "2580")


def test_nobody_fits_no_pin() -> None:
    assert not Pins(b"p" * 32).fits(None, "2580")


async def test_pins_are_hashed_and_checked_off_the_loop() -> None:
    pins = Pins(b"p" * 32)
    hashes = await pins.hash_named({"ada": "2580", "luca": "1470", "sam": None})
    assert list(hashes) == ["ada", "luca"]
    assert await pins.check(hashes["ada"], "2580")
    assert not await pins.check(hashes["luca"], "2580")
    pins.close()


def test_the_pepper_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    kept = open_pins(tmp_path).hash("2580")
    assert (tmp_path / PEPPER_FILE).stat().st_mode & 0o777 == 0o600
    assert open_pins(tmp_path).fits(kept, "2580")
    assert [path.name for path in tmp_path.iterdir()] == [PEPPER_FILE]


def test_a_damaged_pepper_is_named_and_not_replaced(tmp_path: Path) -> None:
    (tmp_path / PEPPER_FILE).write_text("zz")
    with pytest.raises(CannotStart, match="damaged"):
        open_pins(tmp_path)
    assert (tmp_path / PEPPER_FILE).read_text() == "zz"
