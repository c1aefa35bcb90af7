"""Who gets the last portions of one order."""

from hypothesis import given
from hypothesis import strategies as st

from kitchenhub.stock.rules import Limit, Thing, is_below, refused

BUN: Thing = ("ingredient", "bun")
SOUP: Thing = ("item", "soup")


def test_a_line_that_does_not_fit_whole_leaves_its_share_to_the_next() -> None:
    assert refused([{BUN: 3}, {BUN: 2}], {BUN: Limit("Bun", 2)}) == {0: [BUN]}


def test_every_line_and_everything_missing_is_named_at_once() -> None:
    limits = {BUN: Limit("Bun", 1), SOUP: Limit("Soup", 0)}
    assert refused([{BUN: 1}, {BUN: 1, SOUP: 1}, {SOUP: 1}], limits) == {1: [BUN, SOUP], 2: [SOUP]}


def test_what_is_off_is_refused_whatever_the_count() -> None:
    assert refused([{BUN: 1}], {BUN: Limit("Bun", 99, off=True)}) == {0: [BUN]}


def test_what_has_no_limit_is_never_refused() -> None:
    assert refused([{BUN: 10**9}], {}) == {}


_LINES = st.lists(st.dictionaries(st.sampled_from([BUN, SOUP]), st.integers(1, 9)), max_size=8)
_LEFT = st.integers(-5, 20)


@given(uses=_LINES, buns=_LEFT, soups=_LEFT)
def test_what_is_not_refused_fits_and_sent_again_without_the_rest_is_accepted(
    uses: list[dict[Thing, int]], buns: int, soups: int
) -> None:
    limits = {BUN: Limit("Bun", buns), SOUP: Limit("Soup", soups)}
    wanting = refused(uses, limits)
    kept = [used for index, used in enumerate(uses) if index not in wanting]
    for thing, limit in limits.items():
        assert sum(used.get(thing, 0) for used in kept) <= max(0, limit.left)
    assert refused(kept, limits) == {}


def test_a_level_is_below_its_par_only_where_there_is_one() -> None:
    assert is_below(9, 10)
    assert not is_below(10, 10)
    assert not is_below(-5, None)
