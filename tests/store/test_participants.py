"""Participants and their codes: known by a random id, moved by a code of which only a hash is kept."""

import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.store import participants
from workbook.store.secrets import (
    JOIN_SIGNS,
    RESUME_SIGNS,
    load_secrets,
    new_join_code,
    new_resume_code,
    resume_mac,
    shown_code,
    shown_resume_code,
    typed_join_code,
    typed_resume_code,
)

KEY = "00" * 32


def test_an_id_is_192_random_bits():
    ids = {participants.new_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert all(re.fullmatch("[0-9a-f]{48}", one) for one in ids)


def test_who_is_recognised_twice_is_one_person(engine):
    participants.recognise(engine, "a" * 48, "en")
    again = participants.recognise(engine, "a" * 48, "nl")
    assert again == participants.Participant("a" * 48, "en", "", False)


def test_the_language_is_remembered(engine):
    participants.recognise(engine, "a" * 48)
    participants.set_language(engine, "a" * 48, "en")
    assert participants.find(engine, "a" * 48).language == "en"


def test_an_unknown_person_is_nobody(engine):
    assert participants.find(engine, "f" * 48) is None


def test_the_resume_code_occurs_nowhere_in_the_database(engine, home):
    participants.recognise(engine, "a" * 48)
    code = participants.give_resume_code(engine, "a" * 48, KEY)
    kept = b"".join(path.read_bytes() for path in home.iterdir())
    assert resume_mac(code, KEY).encode() in kept
    for form in (code, shown_resume_code(code), code.lower()):
        assert form.encode() not in kept


@pytest.mark.parametrize(
    "typed",
    [
        lambda code: code,
        lambda code: code.lower(),
        lambda code: " ".join(code),
        shown_resume_code,
        lambda code: code.replace("0", "O").replace("1", "I"),
        lambda code: code.replace("0", "o").replace("1", "l"),
        lambda code: f"  {code[:6]}\t{code[6:]}\n",
    ],
    ids=["as it is", "lower case", "spaces", "as shown", "O and I", "o and l", "tab and newline"],
)
def test_a_resume_code_works_however_it_is_typed(typed, engine, monkeypatch):
    participants.recognise(engine, "a" * 48)
    monkeypatch.setattr(participants, "new_resume_code", lambda: "0123ABC10XYZ7")  # one with 0 and 1 in it
    code = participants.give_resume_code(engine, "a" * 48, KEY)
    assert participants.by_resume_code(engine, typed(code), KEY).id == "a" * 48


@pytest.mark.parametrize("typed", ["", "0", "0123ABC10XYZ", "0123ABC10XYZ78", "0123ABC10XYZ8", "%" * 13, "' OR 1=1 --"])
def test_another_code_opens_nothing(typed, engine, monkeypatch):
    participants.recognise(engine, "a" * 48)
    monkeypatch.setattr(participants, "new_resume_code", lambda: "0123ABC10XYZ7")
    participants.give_resume_code(engine, "a" * 48, KEY)
    assert participants.by_resume_code(engine, typed, KEY) is None


def test_a_new_code_ends_the_old_one(engine):
    participants.recognise(engine, "a" * 48)
    old = participants.give_resume_code(engine, "a" * 48, KEY)
    new = participants.give_resume_code(engine, "a" * 48, KEY)
    assert participants.by_resume_code(engine, old, KEY) is None
    assert participants.by_resume_code(engine, new, KEY).has_code


def test_a_code_is_worth_nothing_under_another_key(engine):
    participants.recognise(engine, "a" * 48)
    code = participants.give_resume_code(engine, "a" * 48, KEY)
    assert participants.by_resume_code(engine, code, "11" * 32) is None


def test_the_signs_of_codes_cannot_be_confused():
    assert len(JOIN_SIGNS) == 31
    assert not set(JOIN_SIGNS) & set("0O1IL")
    assert len(RESUME_SIGNS) == 32
    assert not set(RESUME_SIGNS) & set("ILOU")


def test_new_codes_keep_to_their_signs():
    joins, resumes = {new_join_code() for _ in range(500)}, {new_resume_code() for _ in range(500)}
    assert all(re.fullmatch(f"[{JOIN_SIGNS}]{{6}}", code) for code in joins)
    assert all(re.fullmatch(f"[{RESUME_SIGNS}]{{13}}", code) for code in resumes)
    assert len(resumes) == 500


@given(st.text(JOIN_SIGNS, min_size=6, max_size=6))
def test_a_join_code_reads_back_as_it_is_shown(code):
    assert typed_join_code(shown_code(code)) == code
    assert typed_join_code(shown_code(code).lower()) == code


@given(st.text(max_size=200))
def test_anything_can_be_typed_as_a_code(typed):
    assert len(typed_join_code(typed)) <= 7
    assert set(typed_resume_code(typed)) <= set(RESUME_SIGNS)


def test_the_secrets_file_is_for_its_owner_only_and_stays_the_same(home):
    first = load_secrets()
    assert (home / "secrets.json").stat().st_mode & 0o777 == 0o600
    assert load_secrets() == first
    assert [path.name for path in home.iterdir()] == ["secrets.json"]


def test_the_secrets_are_long_enough(home):
    made = load_secrets()
    assert (len(bytes.fromhex(made.cookie)), len(bytes.fromhex(made.resume))) == (32, 32)
    assert len(made.trainer) == 32  # 192 bits in base64
    assert len({made.cookie, made.resume, made.trainer}) == 3


def test_processes_that_make_secrets_at_once_agree_on_them(home):
    code = "from workbook.store.secrets import load_secrets; print(load_secrets())"
    makers = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) for _ in range(4)]
    assert len({maker.communicate()[0] for maker in makers}) == 1
    assert [path.name for path in home.iterdir()] == ["secrets.json"]
