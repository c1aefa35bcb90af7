"""Wrong PINs: five are free, then the wait grows, and a right one begins anew."""

import pytest

from kitchenhub.staff.tries import ADDRESS, PERSON, TALLIES_MAX, TooManyTries, Tries


class Seconds:
    """A clock in seconds that the test moves."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def tries(seconds: Seconds) -> Tries:
    return Tries(seconds)


def wait_of(tries: Tries, person: str = "ada", address: str = "10.0.0.1") -> int:
    with pytest.raises(TooManyTries) as caught:
        tries.count(1, person, address)
    return caught.value.retry_after_seconds


def test_five_tries_are_free_and_the_sixth_waits(tries: Tries) -> None:
    for _ in range(PERSON.free):
        tries.count(1, "ada", "10.0.0.1")
    assert wait_of(tries) == 6


def test_each_wrong_try_after_a_wait_doubles_the_next_wait(tries: Tries, seconds: Seconds) -> None:
    waits = []
    for _ in range(PERSON.free - 1):
        tries.count(1, "ada", "10.0.0.1")
    for _ in range(9):
        tries.count(1, "ada", "10.0.0.1")
        waits.append(wait_of(tries) - 1)
        seconds.now += waits[-1] + 1
    assert waits == [5, 10, 20, 40, 80, 160, 300, 300, 300]


def test_asking_while_waiting_makes_the_wait_no_longer(tries: Tries) -> None:
    for _ in range(PERSON.free):
        tries.count(1, "ada", "10.0.0.1")
    assert [wait_of(tries) for _ in range(20)] == [6] * 20


def test_another_address_does_not_help_against_one_person(tries: Tries) -> None:
    for at in range(PERSON.free):
        tries.count(1, "ada", f"10.0.0.{at}")
    assert wait_of(tries, "ada", "10.0.0.99")
    tries.count(1, "luca", "10.0.0.99")


def test_one_address_cannot_go_through_all_people(tries: Tries) -> None:
    for at in range(ADDRESS.free):
        tries.count(1, f"person {at}", "10.0.0.1")
    assert wait_of(tries, "somebody else")
    tries.count(2, "somebody else", "10.0.0.1")


def test_many_addresses_on_many_people_slow_the_restaurant_down_for_a_moment(
    tries: Tries, seconds: Seconds
) -> None:
    for at in range(50):
        tries.count(1, f"person {at}", f"10.0.0.{at}")
    assert wait_of(tries, "ada", "10.0.1.1") == 3
    seconds.now += 3
    tries.count(1, "ada", "10.0.1.1")


def test_a_right_pin_begins_anew(tries: Tries) -> None:
    for _ in range(PERSON.free):
        tries.count(1, "ada", "10.0.0.1")
    tries.right(1, "ada", "10.0.0.1")
    for _ in range(PERSON.free):
        tries.count(1, "ada", "10.0.0.1")
    assert wait_of(tries)


def test_an_hour_without_a_try_forgives(tries: Tries, seconds: Seconds) -> None:
    for _ in range(PERSON.free):
        tries.count(1, "ada", "10.0.0.1")
    seconds.now += 3_601
    for _ in range(PERSON.free):
        tries.count(1, "ada", "10.0.0.1")


def test_made_up_people_do_not_fill_the_memory(tries: Tries, seconds: Seconds) -> None:
    for at in range(TALLIES_MAX):
        seconds.now += 60
        tries.count(1, f"person {at}", f"address {at}")
    assert len(tries._tallies) <= TALLIES_MAX
