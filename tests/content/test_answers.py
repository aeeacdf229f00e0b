"""What several types ask in the same way: an order, initials, a day, a number."""

import pytest

from workbook.content.answers import Initials, InOrder, Refused, as_date, as_number, is_date

THREE = InOrder(("a", "b", "c"))


def test_an_order_is_kept_as_its_ids_with_spaces_between_them():
    assert THREE.check("c a b") == "c a b"
    assert THREE.read("c a b") == ("c", "a", "b")


@pytest.mark.parametrize("given", ["a b", "a a b", "a b c d", "a  b c", "", 3, None, ["a", "b", "c"]])
def test_what_is_no_whole_order_is_refused_and_reads_as_none(given):
    assert THREE.read(given) == ()
    with pytest.raises(Refused):
        THREE.check(given)


def test_initials_are_kept_without_spaces_around_them_and_a_name_is_refused_in_one_sentence():
    assert Initials().check(" M.K. ") == "M.K."
    assert Initials().check("") == ""
    with pytest.raises(Refused) as said:
        Initials().check("Jansen")
    assert said.value.key == "refused.initials"
    with pytest.raises(Refused) as said:
        Initials().check(7)
    assert said.value.key == "refused.text"


@pytest.mark.parametrize("text", ["2027-02-30", "20270301", "2027-3-1", "1 maart", "", None, 20270301])
def test_what_is_no_day_of_the_calendar_reads_as_none(text):
    assert as_date(text) is None
    assert not is_date(str(text))


def test_a_day_is_read():
    day = as_date("2027-03-14")
    assert day is not None
    assert day.isoformat() == "2027-03-14"


@pytest.mark.parametrize(("value", "number"), [(3, 3.0), (2.5, 2.5), (0, 0.0), (True, None), ("3", None), (None, None)])
def test_only_numbers_are_numbers(value, number):
    assert as_number(value) == number
