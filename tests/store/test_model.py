"""Saves, retries, new attempts and erasures in any order: the database equals a model that fits in a dict."""

import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from tests.asking import ask
from workbook.content.answers import AGAIN, BOOKMARK, DONE, Refused
from workbook.store import participants
from workbook.store.engine import open_store
from workbook.store.responses import erase, everything, fold, histories, save

PEOPLE = ("a" * 48, "b" * 48)
EXERCISES = {name: ask(name) for name in ("een", "twee")}
GOOD = [
    ("choice", "left"),
    ("choice", None),
    ("number", 2.5),
    ("text", "hallo"),
    ("part.a", 1),
    (f"part.{DONE}", True),
    (DONE, True),
    (AGAIN, True),
    (BOOKMARK, "verder"),
]
BAD = [("choice", "middle"), ("number", 11), ("text", "x" * 21), ("nowhere", 1)]


class Store(RuleBasedStateMachine):
    """Two people, two exercises, one database file, opened twice as two kernels would."""

    sent = Bundle("sent")

    @initialize()
    def start(self):
        self.folder = tempfile.TemporaryDirectory()
        url = f"sqlite:///{Path(self.folder.name) / 'model.sqlite'}"
        self.engines = (open_store(url), open_store(url))
        self.model = {person: [] for person in PEOPLE}
        self.keys = set()
        self.gone = set()
        self.number = 0
        for person in PEOPLE:
            participants.recognise(self.engines[0], person)

    def _save(self, message, kernel):
        person, name, item, value, key = message
        try:
            save(self.engines[kernel], person, "", EXERCISES[name], item, value, key)
        except Refused:
            return False
        return True

    def _takes(self, message):
        """Whether the model takes this message."""
        person, name, item, value, key = message
        if person in self.gone or (person, key) in self.keys:
            return False
        if (item, value) in BAD:
            return False
        answers = fold((i, v) for n, i, v in self.model[person] if n == name).current.answers
        if item in (AGAIN, BOOKMARK):
            return True
        nothing_to_commit = {f"part.{DONE}": "part.a" not in answers, DONE: not answers}
        return not nothing_to_commit.get(item) and not EXERCISES[name].locked(item, answers)

    @rule(
        target=sent,
        person=st.sampled_from(PEOPLE),
        name=st.sampled_from(sorted(EXERCISES)),
        pair=st.sampled_from(GOOD + BAD),
        kernel=st.sampled_from((0, 1)),
    )
    def send(self, person, name, pair, kernel):
        self.number += 1
        message = (person, name, *pair, f"k{self.number}")
        self._deliver(message, kernel)
        return message

    @rule(message=sent, kernel=st.sampled_from((0, 1)))
    def send_again(self, message, kernel):
        """A retry, in any order and by any kernel; what was refused may fit by now."""
        self._deliver(message, kernel)

    def _deliver(self, message, kernel):
        person, name, item, value, key = message
        known, takes = (person, key) in self.keys, self._takes(message)
        assert self._save(message, kernel) == (takes or (known and person not in self.gone))
        if takes:
            self.model[person].append((name, item, value))
            self.keys.add((person, key))

    @rule(person=st.sampled_from(PEOPLE))
    def take_away(self, person):
        erase(self.engines[0], person)
        self.model[person] = []
        self.keys = {pair for pair in self.keys if pair[0] != person}
        self.gone.add(person)

    @invariant()
    def the_database_equals_the_model(self):
        for person in PEOPLE:
            kept = [(a["exercise"], a["item"], a["value"]) for a in everything(self.engines[1], person)]
            assert kept == self.model[person]
            folded = {n: fold((i, v) for m, i, v in kept if m == n) for n in {n for n, _, _ in kept}}
            assert histories(self.engines[1], person, "") == folded

    def teardown(self):
        for engine in getattr(self, "engines", ()):
            engine.dispose()
        if hasattr(self, "folder"):
            self.folder.cleanup()


TestStore = Store.TestCase
TestStore.settings = settings(max_examples=15, stateful_step_count=25, deadline=None)
