"""Bars on one scale: every known one is seen, none reaches beyond the scale."""

from hypothesis import given
from hypothesis import strategies as st

from careerplan.render.view import Bar, Bars, drawn

amounts = st.floats(0, 1e9) | st.floats(0, 1e-300) | st.integers(0, 100).map(float)
spans = st.tuples(amounts, amounts).map(sorted)
sizes = st.integers(1, 1000)


def bar(least: float | None, most: float | None) -> Bar:
    return Bar("label", "text", least, most)


def test_a_bar_stands_where_its_figures_are() -> None:
    assert drawn(bar(0, 100), 100, 10) == (0, 10)
    assert drawn(bar(50, 100), 100, 10) == (5, 5)
    assert drawn(bar(20, 40), 100, 10) == (2, 2)
    assert drawn(bar(100, 100), 200, 10) == (5, 1)


def test_a_single_figure_and_the_greatest_of_all_are_seen_too() -> None:
    assert drawn(bar(30, 30), 100, 10) == (3, 1)
    assert drawn(bar(100, 100), 100, 10) == (9, 1)
    assert drawn(bar(0.001, 0.001), 100, 10) == (0, 1)


def test_what_is_not_known_is_not_drawn() -> None:
    assert drawn(bar(None, None), 100, 10) == (0, 0)
    assert drawn(bar(5, None), 100, 10) == (0, 0)
    assert drawn(bar(None, 5), 100, 10) == (0, 0)
    assert drawn(bar(0, 0), 0, 10) == (0, 0)


def test_the_scale_ends_at_the_greatest() -> None:
    assert Bars([bar(1, 5), bar(None, None), bar(2, 7)]).end == 7
    assert Bars([bar(None, None)]).end == 0
    assert Bars([]).end == 0


@given(st.lists(spans, min_size=1, max_size=6), sizes)
def test_no_bar_leaves_the_scale_and_none_is_lost(pairs: list[list[float]], size: int) -> None:
    chart = Bars([bar(least, most) for least, most in pairs])

    for each in chart.bars:
        before, inside = drawn(each, chart.end, size)
        assert before >= 0
        assert before + inside <= size
        assert inside >= 1 or chart.end == 0


@given(st.lists(spans, min_size=2, max_size=2), sizes)
def test_what_begins_earlier_is_never_drawn_later(pairs: list[list[float]], size: int) -> None:
    (low, _), (high, _) = sorted(pairs)
    end = max(most for _, most in pairs)
    first, second = (drawn(bar(least, most), end, size) for least, most in sorted(pairs))

    assert low <= high
    assert first[0] <= second[0]
