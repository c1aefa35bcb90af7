"""What is written reads back as the same; the difference between two files says whether they are equal."""

import msgspec
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kitchenhub.restaurant.difference import difference
from kitchenhub.restaurant.file import RestaurantFile
from kitchenhub.restaurant.menu_sheet import merge_sheet, read_sheet, write_sheet
from kitchenhub.restaurant.mistakes import FileRejected
from kitchenhub.restaurant.reading import read_restaurant
from kitchenhub.restaurant.writing import write_restaurant
from tests.unit.restaurant.made_files import restaurant_files

few = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@few
@given(restaurant_files())
def test_a_written_file_reads_back_as_the_same(file: RestaurantFile) -> None:
    assert read_restaurant(write_restaurant(file, pins=True)) == file


@few
@given(restaurant_files())
def test_an_export_holds_no_pin_and_loses_nothing_else(file: RestaurantFile) -> None:
    text = write_restaurant(file)
    staff = tuple(msgspec.structs.replace(member, pin=None) for member in file.staff)
    assert read_restaurant(text, pins_required=False) == msgspec.structs.replace(file, staff=staff)
    assert all("pin" not in member for member in yaml.safe_load(text)["staff"])


@few
@given(restaurant_files())
def test_a_written_sheet_changes_nothing(file: RestaurantFile) -> None:
    text = write_sheet(file)
    assert merge_sheet(file, read_sheet(text, file.restaurant.currency)) == file


@few
@given(restaurant_files())
def test_no_cell_of_a_written_sheet_starts_like_a_formula(file: RestaurantFile) -> None:
    for line in write_sheet(file).splitlines():
        assert not any(cell.lstrip('" ').startswith(("=", "+", "-", "@")) for cell in line.split(","))


@few
@given(restaurant_files(), restaurant_files())
def test_two_files_differ_exactly_when_the_difference_says_so(
    old: RestaurantFile, new: RestaurantFile
) -> None:
    assert difference(old, old) == []
    assert (difference(old, new) == []) == (old == new)


@few
@given(restaurant_files(), st.data())
def test_a_cut_file_is_read_or_refused_with_a_line(file: RestaurantFile, data: st.DataObject) -> None:
    text = write_restaurant(file, pins=True)
    start = data.draw(st.integers(0, len(text)))
    cut = text[:start] + text[start + data.draw(st.integers(1, 40)) :]
    try:
        read_restaurant(cut)
    except FileRejected as rejected:
        last = cut.count("\n") + 2
        assert all(1 <= mistake.line <= last for mistake in rejected.mistakes)


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    with pytest.raises(FileRejected) as rejected:
        read_restaurant(text)
    assert rejected.value.mistakes
