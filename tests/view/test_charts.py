"""A picture: its words stay in sight, its colours fade, and nothing of the one before is left in it."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from workbook.view.charts import canvas, drawn_once, words_only

WIDTH = 3.58 * 72  # points, as the SVG counts
SIDE = {"left": 0.0, "center": 0.5, "right": 1.0}  # the part of a text that stands before its anchor


def drawn(words="midden"):
    with canvas("Een lijn", height=1, bare=True) as drawing:
        drawing.axes.plot([0, 1], [0, 1], color="#0b5f66")
        drawing.axes.text(0.5, 0.5, words)
        drawing.axes.set(xlim=(0, 1), ylim=(0, 1))
    return drawing.svg


def test_a_picture_holds_nothing_of_the_one_before():
    first = drawn("van de vorige")
    again = drawn()
    assert "van de vorige" not in again
    assert again == drawn()
    assert first == drawn("van de vorige")


def test_a_picture_that_failed_leaves_nothing_behind():
    whole = drawn()

    def half() -> None:
        with canvas("Mis", bare=True) as drawing:
            drawing.axes.text(0, 0, "half")
            raise RuntimeError("halfway")

    with pytest.raises(RuntimeError, match="halfway"):
        half()
    assert drawn() == whole


def test_two_pictures_at_a_time_do_not_mix():
    with canvas("Eén", bare=True) as one, canvas("Twee", bare=True) as two:
        one.axes.text(0, 0, "in de eerste")
        two.axes.text(0, 0, "in de tweede")
        for drawing in (one, two):
            drawing.axes.set(xlim=(0, 1), ylim=(0, 1))
    assert [words in one.svg for words in ("in de eerste", "in de tweede")] == [True, False]
    assert [words in two.svg for words in ("in de eerste", "in de tweede")] == [False, True]


def test_a_bare_picture_without_limits_is_refused():
    with pytest.raises(ValueError, match="sets both limits"), canvas("Zonder", bare=True) as drawing:
        drawing.axes.set_xlim(0, 1)


def test_a_bar_fades_in_its_own_colour_and_two_pictures_keep_their_own():
    with canvas("Bijna", bare=True) as drawing:
        drawing.fade(0, 0, 1, 1, "#0b5f66")
        drawing.axes.set(xlim=(0, 1), ylim=(0, 1))
    (gradient,) = re.findall(r'<linearGradient id="([^"]+)"', drawing.svg)
    assert f"fill: url(#{gradient})" in drawing.svg
    assert 'stop-color="#0b5f66"' in drawing.svg
    assert re.fullmatch(r"c\w+-fading-0b5f66", gradient)


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.floats(-0.2, 1.2), st.sampled_from(sorted(SIDE)), st.integers(1, 12)), min_size=1, max_size=6)
)
def test_every_text_stays_within_the_picture(texts):
    with canvas("Vol", height=1, bare=True) as drawing:
        for x, side, letters in texts:
            drawing.axes.text(x, 0.5, "w" * letters, ha=side)
        drawing.axes.set(xlim=(0, 1), ylim=(0, 1))
    found = re.findall(r'<text [^>]*? x="([-\d.]+)"', drawing.svg)
    assert len(found) == len(texts)
    for at, (_, side, letters) in zip(map(float, found), texts, strict=True):
        width, _, _ = text_to_path.get_text_width_height_descent("w" * letters, FontProperties(size=9.5), False)
        begin = at - SIDE[side] * width
        assert begin >= -0.5, (at, side, letters)
        assert begin + width <= WIDTH + 0.5, (at, side, letters)


def test_what_is_drawn_once_is_the_same_picture_and_another_one_for_other_words():
    made = []

    @drawn_once
    def picture(words: str) -> str:
        made.append(words)
        return drawn(words)

    with words_only():
        assert [picture("een"), picture("een")] == ["", ""]
    assert picture("een") == picture("een") == drawn("een")
    assert picture("twee") == drawn("twee")
    assert made == ["een", "een", "twee"]
