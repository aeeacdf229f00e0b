"""A second round shows the same people as the first, or at least five others: no two looks tell of one person."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.test_privacy import Room, people
from workbook.content.answers import AGAIN, DONE, KEEP
from workbook.store import rounds, stages
from workbook.store.engine import in_memory
from workbook.store.privacy import Group, Withheld, release_second
from workbook.store.responses import save

FIVE = (1, 2, 3, 4, 5)


class Rounds(Room):
    """A room with a second round."""

    def second_round(self):
        rounds.second_round(self.engine, self.session, self.exercise.id, 8 if self.sensitive else 5)

    def again(self, *who):
        for one in who:
            if one in self.erased:
                continue
            for item, value in ((AGAIN, KEEP), ("text", f"{one}:tweede"), (DONE, True)):
                self.count = getattr(self, "count", 0) + 1
                save(self.engine, self.ids[one], self.session, self.exercise, item, value, f"again-{self.count}")

    def close_and_look(self):
        """The trainer closes it, looks, and opens it again."""
        stages.set_state(self.engine, self.session, self.exercise.id, "closed")
        how = {"sensitive": self.sensitive, "min_group": self.min_group}
        found = release_second(self.engine, self.session, self.exercise.id, **how)
        stages.set_state(self.engine, self.session, self.exercise.id, "open")
        return found

    def second(self) -> set[str]:
        group = self.close_and_look()
        return set(group.values("text") or ()) if isinstance(group, Group) else set()


@pytest.fixture
def here(engine):
    return Rounds(engine)


def test_who_answered_again_counts_with_the_new_answer_and_who_did_not_with_the_first(here):
    here.finish(*range(1, 8))
    first = here.shown()
    here.second_round()
    here.again(*FIVE)
    second = here.second()
    assert people(second) == people(first)
    assert {answer for answer in second if answer.endswith(":tweede")} == {f"{one}:tweede" for one in FIVE}


def test_the_first_round_stays_what_it_was(here):
    here.finish(*FIVE)
    first = here.shown()
    here.second_round()
    here.again(*FIVE)
    here.second()
    assert here.shown() == first


def test_four_who_answered_again_are_not_shown(here):
    here.finish(*range(1, 8))
    here.look()
    here.second_round()
    here.again(1, 2, 3, 4)
    assert here.close_and_look() == Withheld(5)


def test_what_the_second_round_shows_is_fixed_at_the_first_look(here):
    here.finish(*range(1, 8))
    here.second_round()
    here.again(*FIVE)
    before = here.second()
    here.again(6)
    assert here.second() == before


def test_late_people_come_in_fives(here):
    here.finish(*FIVE)
    here.second_round()
    here.again(*FIVE)
    here.finish(10, 11, 12, 13)
    assert people(here.second()) == {str(one) for one in FIVE}
    here.finish(14)
    assert len(people(here.second())) == 10


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("finish"), st.integers(1, 20)),
        st.tuples(st.just("again"), st.integers(1, 20)),
        st.tuples(st.just("erase"), st.integers(1, 20)),
        st.tuples(st.just("look"), st.none()),
        st.tuples(st.just("second"), st.none()),
    ),
    max_size=40,
)


class Story:
    """Steps as they come; those that cannot be taken are passed over."""

    def __init__(self):
        self.here, self.looks, self.done, self.began = Rounds(in_memory()), [set[str]()], set(range(1, 8)), False
        self.here.finish(*self.done)

    def finish(self, who):
        if who not in self.done | self.here.erased:
            self.here.finish(who)
            self.done.add(who)

    def again(self, who):
        if self.began and who in self.done - self.here.erased:
            self.here.again(who)

    def erase(self, who):
        if who in self.done - self.here.erased:
            self.here.erase(who)

    def second(self, _who):
        if not self.began:
            self.here.second_round()
            self.began = True

    def look(self, _who):
        self.looks += [people(self.here.shown()), people(self.here.second()) if self.began else set()]


@given(STEPS)
def test_no_two_looks_of_either_round_differ_by_fewer_than_five_people(steps):
    story = Story()
    for act, who in [*steps, ("look", None)]:
        getattr(story, act)(who)
    for one, other in itertools.product(story.looks, repeat=2):
        assert len(one - other) == 0 or len(one - other) >= 5, (one, other)
