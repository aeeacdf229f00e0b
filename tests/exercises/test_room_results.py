"""What a room answered, before the makers' key is open: it says nothing of what the makers answered."""

from dataclasses import replace

import pytest

from workbook.exercises import load_content
from workbook.scoring import Kind, Respondent, simulate
from workbook.store.privacy import Group, minimum_for
from workbook.view.blocks import as_data
from workbook.view.context import summarise

KINDS: tuple[Kind, ...] = ("strong", "random", "weak")
SAYS = {"nl": ("zoals de makers", "De makers:"), "en": ("as the makers do", "The makers:")}
NAMING = {"A2", "B1", "C3", "D5"}  # what is hardest, with the makers' answer once that is open


def room_of(exercise) -> Group:
    people = tuple(simulate(exercise, Respondent(KINDS[n % 3], n)) for n in range(24))
    return Group(people, minimum_for(exercise.sensitive), exercise.sensitive)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("exercise", load_content().exercises().values(), ids=lambda one: one.code)
def test_the_makers_answers_are_not_named_before_their_key_is_open(exercise, language):
    group = room_of(exercise)
    before = str(as_data(summarise(exercise, replace(group, key=False), language)))
    assert [said for said in SAYS[language] if said in before] == []
    after = str(as_data(summarise(exercise, group, language)))
    if exercise.code in NAMING:
        assert any(said in after for said in SAYS[language])


def test_a_part_of_a_group_keeps_what_the_group_may_say():
    group = replace(room_of(load_content().exercises()["c1-rolkiezer"]), key=False)
    part = group.only(lambda _answers: True)
    assert part is not None
    assert not part.key
