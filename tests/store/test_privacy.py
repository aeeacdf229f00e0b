"""What a group may show: nothing of few, and no two looks that differ by few."""

import contextlib
import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.asking import Ask, ask
from workbook.content.answers import AGAIN, DONE, Refused
from workbook.store import engine as store_engine
from workbook.store import participants, privacy, sessions
from workbook.store.engine import open_store
from workbook.store.privacy import Group, Withheld, minimum_for, progress, release
from workbook.store.responses import erase, save
from workbook.store.sessions import SessionSettings

_numbers = itertools.count()


class Room:
    """A session with one exercise and made-up people; every answer says whose it is and which version."""

    def __init__(self, engine, *, sensitive=False, at_once=False, min_group=5, open_end=True):
        slug = f"kamer-{next(_numbers)}"
        self.engine, self.sensitive, self.at_once, self.min_group = engine, sensitive, at_once, min_group
        self.exercise: Ask = ask(sensitive=sensitive, open_end=open_end)
        chosen = SessionSettings(slug=slug, title="Kamer", themes=("thema",), min_group=min_group)
        self.session = sessions.create(engine, chosen).id
        self.ids: dict[int, str] = {}
        self.versions: dict[int, int] = {}
        self.erased: set[int] = set()

    def save(self, who, item, value):
        if who not in self.ids:
            self.ids[who] = participants.new_id()
            participants.recognise(self.engine, self.ids[who])
        key = f"k{next(_numbers)}"
        save(self.engine, self.ids[who], self.session, self.exercise, item, value, key)

    def finish(self, *people, maybe=None, choice=None):
        """Each gives a new version of their answer and finishes."""
        for who in people:
            self.edit(who)
            if maybe is not None:
                self.save(who, "maybe", f"{who}:{maybe}")
            if choice is not None:
                self.save(who, "choice", choice)
            self.save(who, DONE, True)

    def edit(self, who):
        self.versions[who] = self.versions.get(who, 0) + 1
        self.save(who, "text", f"{who}:{self.versions[who]}")

    def again(self, who):
        self.save(who, AGAIN, True)

    def erase(self, who):
        erase(self.engine, self.ids[who])
        self.erased.add(who)

    def reveal(self):
        sessions.open_feedback(self.engine, self.session, self.exercise.id)

    def look(self) -> Group | Withheld:
        return release(
            self.engine, self.session, self.exercise.id,
            sensitive=self.sensitive, at_once=self.at_once, min_group=self.min_group,
        )  # fmt: skip

    def shown(self, item="text") -> set[str]:
        """The answers ('person:version') that a look shows."""
        group = self.look()
        return set(group.values(item) or ()) if isinstance(group, Group) else set()


@pytest.fixture
def room(engine):
    return lambda **how: Room(engine, **how)


def people(shown: set[str]) -> set[str]:
    return {answer.partition(":")[0] for answer in shown}


# -- the minimum ------------------------------------------------------------------------------------------------------


def test_a_group_of_four_is_withheld_and_of_five_is_shown(room):
    here = room()
    here.finish(1, 2, 3, 4)
    assert here.look() == Withheld(5)
    here.finish(5)
    assert here.look().n == 5


def test_a_sensitive_group_of_seven_is_withheld_and_of_eight_is_shown(room):
    here = room(sensitive=True)
    here.finish(*range(7))
    assert here.look() == Withheld(8)
    here.finish(7)
    assert here.look().n == 8


def test_a_session_may_ask_for_more_than_five_and_never_for_less(room):
    here = room(min_group=6)
    here.finish(*range(5))
    assert here.look() == Withheld(6)
    here.finish(5)
    assert here.look().n == 6
    assert [minimum_for(False, 1), minimum_for(True, 1), minimum_for(True, 9)] == [5, 8, 9]


def test_who_has_not_finished_is_not_shown(room):
    here = room()
    here.finish(1, 2, 3, 4)
    here.edit(5)
    assert here.look() == Withheld(5)
    assert progress(here.engine, here.session, "vraag").__dict__ == {"started": 5, "done": 4}


def test_latecomers_are_shown_once_they_are_five(room):
    here = room()
    here.finish(*range(5))
    assert here.look().n == 5
    for late in range(5, 9):
        here.finish(late)
        assert here.look().n == 5
    here.finish(9)
    assert here.look().n == 10


def test_nine_who_finish_before_the_first_look_are_shown_together(room):
    here = room()
    here.finish(*range(9))
    assert here.look().n == 9


def test_sessions_do_not_add_up_to_a_group(room):
    one, other = room(), room()
    one.finish(1, 2, 3)
    other.finish(1, 2, 3)
    assert (one.look(), other.look()) == (Withheld(5), Withheld(5))


# -- which answers count ----------------------------------------------------------------------------------------------


def test_an_edit_after_the_release_does_not_change_what_is_shown(room):
    here = room()
    here.finish(*range(5))
    before = here.shown()
    here.edit(0)
    here.finish(1)
    assert here.shown() == before == {"0:1", "1:1", "2:1", "3:1", "4:1"}


def test_a_second_attempt_after_the_release_does_not_change_what_is_shown(room):
    here = room(open_end=False)
    here.finish(*range(5))
    before = here.shown()
    here.again(0)
    here.finish(0)
    assert here.shown() == before


def test_with_feedback_at_once_the_first_attempt_counts(room):
    here = room(at_once=True, open_end=False)
    for attempt in range(2):
        if attempt:
            for who in range(5):
                here.again(who)
        here.finish(*range(5))
    assert here.shown() == {"0:1", "1:1", "2:1", "3:1", "4:1"}


def test_before_the_reveal_the_last_attempt_counts(room):
    here = room(open_end=False)
    here.finish(*range(5))
    here.again(0)
    here.finish(0)
    assert here.shown() == {"0:2", "1:1", "2:1", "3:1", "4:1"}


def test_what_was_answered_after_the_reveal_does_not_count(room):
    here = room(open_end=False)
    here.finish(*range(5))
    here.reveal()
    here.again(0)
    here.finish(0)
    assert here.shown() == {"0:1", "1:1", "2:1", "3:1", "4:1"}


def test_who_finishes_only_after_the_reveal_counts_with_the_first_attempt(room):
    here = room(open_end=False)
    here.finish(*range(4))
    here.reveal()
    here.finish(4)
    here.again(4)
    here.finish(4)
    assert here.shown() == {"0:1", "1:1", "2:1", "3:1", "4:1"}


# -- somebody is erased -----------------------------------------------------------------------------------------------


def test_erasing_one_of_five_hides_the_whole_block(room):
    here = room()
    here.finish(*range(5))
    assert here.look().n == 5
    here.erase(0)
    assert here.look() == Withheld(5)


def test_erasing_one_of_twelve_hides_four_others_with_them(room):
    here = room()
    here.finish(*range(12))
    before = here.shown()
    here.erase(0)
    after = here.shown()
    assert len(after) == 7
    assert after < before
    assert here.shown() == after  # and they stay hidden


def test_who_was_hidden_stays_hidden_when_others_come(room):
    here = room()
    here.finish(*range(12))
    here.look()
    here.erase(0)
    after = here.shown()
    here.finish(*range(12, 17))
    assert here.shown() == after | {f"{who}:1" for who in range(12, 17)}


def test_erasing_six_between_two_looks_hides_nobody_else(room):
    here = room()
    here.finish(*range(12))
    here.look()
    for who in range(6):
        here.erase(who)
    assert here.look().n == 6
    assert here.shown() == set()  # the six may have left this item out, and an earlier look have shown it


def test_an_erased_person_leaves_the_others_of_another_block_alone(room):
    here = room()
    here.finish(*range(5))
    here.look()
    here.finish(*range(5, 10))
    assert here.look().n == 10
    here.erase(0)
    assert here.shown() == {f"{who}:1" for who in range(5, 10)}


def test_somebody_erased_in_the_midst_of_a_look_is_mended_at_the_next(home, monkeypatch):
    """What is checked and what is shown are of one moment: never eleven of twelve."""
    monkeypatch.setattr(store_engine, "BUSY_MS", 50)  # an erasure would wait for the look to end, to empty the log
    here = Room(open_store())
    here.finish(*range(12))
    here.look()
    check = privacy.wants_change

    def erase_meanwhile(*now):
        found = check(*now)
        if not here.erased:
            here.erase(0)
        return found

    monkeypatch.setattr(privacy, "wants_change", erase_meanwhile)
    assert here.look().n == 12
    assert here.look().n == 7


# -- one item of a group ----------------------------------------------------------------------------------------------


def group(*values, minimum=5, sensitive=False) -> Group:
    return Group(tuple({"x": v} if v is not None else {} for v in values), minimum, sensitive)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([1, 1, 2, 2, 2], [1, 1, 2, 2, 2]),
        ([1, 1, 2, 2, None], None),
        ([1] * 6 + [None], None),
        ([1] * 6 + [None] * 4, None),
        ([1] * 5 + [None] * 5, [1] * 5),
        ([1] * 4 + [None] * 6, None),
        ([None] * 10, None),
        (["", "a", "b", "c", "d", "e"], None),
        ([0, 0, 0, 0, 0], [0, 0, 0, 0, 0]),
    ],
    ids=[
        "all five",
        "four of five",
        "one left out",
        "four left out",
        "five left out",
        "four found",
        "nobody",
        "an empty text is no answer",
        "zero is an answer",
    ],
)
def test_an_item_is_shown_when_neither_too_few_gave_nor_too_few_left_it_out(values, expected):
    assert group(*values).values("x") == expected


def test_the_order_of_answers_tells_of_no_one():
    assert group(3, 1, 2, 5, 4).values("x") == [1, 2, 3, 4, 5]
    assert group("b", "a", "c", "e", "d").values("x") == ["a", "b", "c", "d", "e"]


def test_counts_hold_every_option_and_only_what_may_be_shown():
    assert group("a", "a", "b", "b", "b").counts("x", ("a", "b", "c")) == {"a": 2, "b": 3, "c": 0}
    assert group("a", "a", "b", "b").counts("x", ("a", "b", "c")) is None


@pytest.mark.parametrize(("n", "shown"), [(8, False), (9, False), (10, True)])
def test_a_sensitive_item_on_which_all_agree_is_hidden_under_ten(n, shown):
    all_agree = group(*["a"] * n, minimum=8, sensitive=True)
    assert (all_agree.counts("x", ("a", "b")) is not None) == shown
    assert group(*["a"] * (n - 1), "b", minimum=8, sensitive=True).counts("x", ("a", "b")) is not None


def test_an_item_on_which_all_agree_is_shown_where_nothing_is_sensitive():
    assert group(*["a"] * 5).counts("x", ("a", "b")) == {"a": 5, "b": 0}


def test_numbers_leave_out_what_is_no_number():
    assert group(1, 2.5, 3, 4, 5).numbers(lambda answers: answers["x"]) == [1, 2.5, 3, 4, 5]


def test_four_who_answered_an_item_cannot_be_had_by_subtracting_two_looks(room):
    here = room()
    here.finish(*range(5), maybe=1)
    first = here.shown("maybe")
    here.finish(*range(5, 9), maybe=1)
    here.finish(*range(9, 15))
    assert len(first) == 5
    assert here.look().n == 15
    assert here.shown("maybe") == first


def test_erasing_one_who_left_an_item_out_tells_of_no_few_who_gave_it(room):
    here = room()
    here.finish(*range(10), maybe=1)
    here.finish(*range(10, 20))
    before = here.shown("maybe")
    here.erase(10)
    changed = before ^ here.shown("maybe")
    assert len(before) == 10
    assert not 0 < len(changed) < 5


# -- any sequence -----------------------------------------------------------------------------------------------------

PERSON = st.integers(0, 17)
ACTS = st.one_of(
    st.tuples(st.sampled_from(("finish", "finish with the item", "edit", "again", "erase")), PERSON),
    st.tuples(st.just("many"), st.integers(1, 12)),
    st.tuples(st.sampled_from(("look", "look", "look", "reveal")), st.just(0)),
)
HOW = st.fixed_dictionaries(
    {
        "sensitive": st.booleans(),
        "at_once": st.booleans(),
        "open_end": st.booleans(),
        "min_group": st.sampled_from((5, 6)),
    }
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """One database file for all examples; each example is a session of its own."""
    opened = open_store(f"sqlite:///{tmp_path_factory.mktemp('privacy') / 'shared.sqlite'}")
    yield opened
    opened.dispose()


Look = tuple[set[str], set[str], int]


def seen(here: Room) -> Look:
    """What a look shows: the answers, those to the item that some leave out, and n."""
    group = here.look()
    if not isinstance(group, Group):
        return set(), set(), 0
    return set(group.values("text") or ()), set(group.values("maybe") or ()), group.n


def act(here: Room, what: str, who: int) -> None:
    """One person does one thing; what is locked is refused."""
    with contextlib.suppress(Refused):
        if what == "edit":
            here.edit(who)
        elif what == "finish":
            here.finish(who)
        elif what == "finish with the item":
            here.finish(who, maybe=here.versions.get(who, 0))
        elif who in here.ids:
            {"again": here.again, "erase": here.erase}[what](who)


def play(here: Room, acts) -> list[Look]:
    """Do all of it; what each look showed."""
    looks, fresh = [], itertools.count(100)
    for what, who in acts:
        if what == "look":
            looks.append(seen(here))
        elif what == "reveal":
            here.reveal()
        elif what == "many":
            here.finish(*(next(fresh) for _ in range(who)), maybe=1 if who % 2 else None)
        elif who not in here.erased:
            act(here, what, who)
    return looks


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(how=HOW, acts=st.lists(ACTS, max_size=40))
def test_no_two_looks_differ_by_fewer_people_than_the_minimum(shared, how, acts):
    here = Room(shared, **how)
    minimum = minimum_for(how["sensitive"], how["min_group"])
    looks = play(here, [*acts, ("look", 0)])
    for texts, maybe, n in looks:
        assert n == len(people(texts)) == len(texts)
        assert n == 0 or n >= minimum
        assert not maybe or len(people(maybe)) >= minimum
    for (one, one_item, _), (other, other_item, _) in itertools.combinations(looks, 2):
        assert not 0 < len(people(one ^ other)) < minimum
        assert not 0 < len(people(one_item ^ other_item)) < minimum


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from((None, "a", "b")), max_size=30), st.sampled_from((5, 6, 8)), st.booleans())
def test_an_item_never_shows_fewer_than_the_minimum(values, minimum, sensitive):
    shown = group(*values, minimum=minimum, sensitive=sensitive)
    counted = shown.counts("x", ("a", "b"))
    if counted is not None:
        assert sum(counted.values()) >= minimum
        assert shown.n - sum(counted.values()) == 0 or shown.n - sum(counted.values()) >= minimum
        assert not sensitive or shown.n >= 10 or max(counted.values()) < sum(counted.values())
