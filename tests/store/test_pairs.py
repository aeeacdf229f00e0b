"""Two people who compare: nothing one-sided comes out, whatever they do and in whatever order."""

import contextlib
import itertools
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.asking import ask
from workbook.content.answers import AGAIN, DONE, Refused
from workbook.store import pairs, participants, responses, sessions
from workbook.store.clock import now
from workbook.store.engine import in_memory, reading, writing
from workbook.store.pairs import Pairing, Who
from workbook.store.retention import tidy
from workbook.store.secrets import pair_mac, resume_mac
from workbook.store.sessions import SessionSettings
from workbook.store.tables import pair, pair_member

SECRET, EXERCISE = "ab" * 32, ask()
SHARED = frozenset({"choice"})
_keys = itertools.count()


class Two:
    """Anne and Bram in front of the same exercise, and Cleo who has no business there."""

    def __init__(self):
        self.engine = in_memory()
        self.who = {name: Who(name * 48, "", EXERCISE.id) for name in "abc"}
        for who in self.who.values():
            participants.recognise(self.engine, who.person)

    def answer(self, name, item, value):
        responses.save(self.engine, self.who[name].person, "", EXERCISE, item, value, f"k{next(_keys)}")

    def finish(self, *names):
        for name in names:
            self.answer(name, "choice", "left" if name == "a" else "right")
            self.answer(name, "text", f"van {name}")
            self.answer(name, DONE, True)

    def make(self, name="a"):
        return pairs.make(self.engine, self.who[name], SECRET, f"k{next(_keys)}")

    def join(self, code, name="b"):
        pairs.join(self.engine, self.who[name], code, SECRET)

    def agree(self, *names):
        for name in names:
            pairs.agree(self.engine, self.who[name])

    def look(self, name) -> Pairing:
        return pairs.look(self.engine, self.who[name], SHARED)

    def states(self):
        return [self.look(name).state for name in "ab"]


@pytest.fixture
def two():
    return Two()


@pytest.fixture
def opened(two):
    two.finish("a", "b")
    two.join(two.make())
    two.agree("a", "b")
    return two


def refused(act, *given_) -> str:
    with pytest.raises(Refused) as caught:
        act(*given_)
    return caught.value.key


def test_both_sets_open_when_both_have_finished_and_both_have_agreed(opened):
    assert opened.look("a") == Pairing("open", True, {"choice": "left"}, {"choice": "right"})
    assert opened.look("b") == Pairing("open", True, {"choice": "right"}, {"choice": "left"})


def test_only_the_shared_items_come_out(opened):
    assert "van b" not in repr(opened.look("a"))


@pytest.mark.parametrize("only", ["a", "b"])
def test_one_agreement_shows_nothing_and_does_not_tell_who_is_missing(two, only):
    two.finish("a", "b")
    two.join(two.make())
    two.agree(only)
    other = "b" if only == "a" else "a"
    assert two.look(only) == Pairing("joined", True)
    assert two.look(other) == Pairing("joined", False)


def test_nobody_agrees_before_they_have_finished(two):
    two.finish("b")
    two.join(two.make())
    assert refused(two.agree, "a") == "pair.refused.unfinished"


@pytest.mark.parametrize("who", ["a", "b"])
def test_whoever_withdraws_closes_both_and_both_agree_anew(opened, who):
    pairs.withdraw(opened.engine, opened.who[who])
    assert [opened.look(name) for name in "ab"] == [Pairing("joined")] * 2
    opened.agree("a")
    assert opened.states() == ["joined", "joined"]
    opened.agree("b")
    assert opened.states() == ["open", "open"]


@pytest.mark.parametrize("who", ["a", "b"])
def test_whoever_leaves_ends_the_pair_for_both(opened, who):
    pairs.leave(opened.engine, opened.who[who])
    assert [opened.look(name) for name in "ab"] == [Pairing(), Pairing()]
    opened.join(opened.make("b"), "a")
    assert opened.states() == ["joined", "joined"]


@pytest.mark.parametrize("who", ["a", "b"])
def test_an_erased_person_takes_everything_along(opened, who):
    responses.erase(opened.engine, opened.who[who].person)
    other = "b" if who == "a" else "a"
    assert opened.look(other) == Pairing()
    assert opened.make(other)


def test_what_was_agreed_to_is_what_was_finished_then(opened):
    """A new attempt, finished or not, changes nothing in what the other sees."""
    opened.answer("b", AGAIN, True)
    opened.answer("b", "choice", "left")
    opened.answer("b", DONE, True)
    assert opened.look("a").other == {"choice": "right"}
    opened.agree("b")
    assert opened.look("a").other == {"choice": "left"}


def test_a_code_works_once_and_for_one_pair(two):
    code = two.make()
    two.join(code)
    assert refused(two.join, code, "c") == "pair.refused.unknown"
    assert refused(two.make, "a") == "pair.refused.paired"


def test_a_code_is_typed_with_any_spaces_hyphens_and_case(two):
    code = two.make()
    two.join(f" {code[:4].lower()} - {code[4:]} ")
    assert two.states() == ["joined", "joined"]


@pytest.mark.parametrize("typed", ["", "ABCD", "ABCD-EFGH", "ABCDEFGHJ", "'; DROP TABLE pair", "é" * 5000])
def test_what_is_no_code_of_anybody_is_refused(two, typed):
    two.make()
    assert refused(two.join, typed) == "pair.refused.unknown"


def test_nobody_pairs_with_themselves(two):
    assert refused(two.join, two.make("a"), "a") == "pair.refused.own"


def test_a_new_code_ends_the_older_one_and_the_same_press_makes_no_other(two):
    older = two.make()
    assert pairs.make(two.engine, two.who["a"], SECRET, "press")
    assert pairs.make(two.engine, two.who["a"], SECRET, "press") == ""
    assert refused(two.join, older) == "pair.refused.unknown"


def test_a_code_of_yesterday_does_not_work(two):
    code = two.make()
    with writing(two.engine) as connection:
        connection.execute(pair.update().values(made_at=now() - timedelta(hours=25)))
    assert refused(two.join, code) == "pair.refused.unknown"


def test_of_a_code_only_a_mac_is_kept_and_nothing_once_it_was_typed(two):
    code = two.make()
    with reading(two.engine) as connection:
        row = connection.execute(select(pair)).one()
    assert code not in repr(row)
    assert row.code_mac == pair_mac(code, SECRET) != resume_mac(code, SECRET)
    two.join(code)
    with reading(two.engine) as connection:
        assert connection.scalar(select(pair.c.code_mac)) is None


def test_a_code_of_another_exercise_or_installation_does_not_fit(two):
    code = two.make()
    assert refused(pairs.join, two.engine, Who("b" * 48, "", "andere"), code, SECRET) == "pair.refused.unknown"
    assert refused(pairs.join, two.engine, two.who["b"], code, "cd" * 32) == "pair.refused.unknown"


def test_pairs_go_when_the_answers_of_their_session_go(two):
    session = sessions.create(two.engine, SessionSettings(slug="oud", title="Oud", themes=("thema",)))
    pairs.make(two.engine, Who("a" * 48, session.id, EXERCISE.id), SECRET, "k")
    sessions.close(two.engine, session.id)
    tidy(two.engine, now() + timedelta(days=61))
    with reading(two.engine) as connection:
        assert connection.execute(select(pair)).all() == connection.execute(select(pair_member)).all() == []


ACTS = st.lists(
    st.tuples(
        st.sampled_from(("finish", "again", "make", "join", "agree", "withdraw", "leave")), st.sampled_from("abc")
    ),
    max_size=25,
)


class Model:
    """What must hold, beside the store: who has finished, which codes are open, who is with whom, who said yes."""

    def __init__(self):
        self.world = Two()
        self.finished, self.codes, self.partner, self.yes = set(), {}, {}, set()

    def finish(self, name):
        self.world.finish(name)
        self.finished.add(name)

    def again(self, name):
        self.world.answer(name, AGAIN, True)

    def make(self, name):
        self.codes[name] = self.world.make(name)
        assert name not in self.partner

    def join(self, name):
        maker = next((one for one in self.codes if one != name), None)
        self.world.join(self.codes.get(maker, ""), name)
        assert maker
        assert name not in self.partner
        self.codes.pop(name, None)
        self.codes.pop(maker)
        self.partner |= {name: maker, maker: name}

    def agree(self, name):
        self.world.agree(name)
        assert name in self.partner
        assert name in self.finished
        self.yes.add(name)

    def withdraw(self, name):
        pairs.withdraw(self.world.engine, self.world.who[name])
        self.yes -= {name, self.partner.get(name)}

    def leave(self, name):
        pairs.leave(self.world.engine, self.world.who[name])
        self.yes -= {name, self.partner.get(name)}
        self.codes.pop(name, None)
        self.partner.pop(self.partner.pop(name, None), None)

    def hold(self):
        for one in "abc":
            other, seen = self.partner.get(one), self.world.look(one)
            both = other is not None and {one, other} <= self.yes
            assert (seen.state == "open") is both
            assert bool(seen.mine) is bool(seen.other) is both
            assert seen.agreed is (other is not None and one in self.yes)


@settings(max_examples=60)
@given(ACTS)
def test_whatever_three_people_do_nothing_one_sided_comes_out(acts):
    model = Model()
    for act, name in acts:
        with contextlib.suppress(Refused):
            getattr(model, act)(name)
        model.hold()
    model.world.engine.dispose()
