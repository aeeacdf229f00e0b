"""A notebook's parameters: what does not fit is said in a plain sentence, in the reader's language."""

import contextlib
import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.player.page import Page
from workbook.player.parameters import BadParameters, Parameters, checked, parameters

KNOWN = (
    "theme, session, language, mode, sector, reveal, seed, min_group, programme, duration_minutes, respondent, options"
)


def sentence(**values) -> str:
    with pytest.raises(BadParameters) as refused:
        Page(checked({"theme": "overdragen", **values}))
    return str(refused.value)


@pytest.mark.parametrize(
    ("values", "dutch", "english"),
    [
        (
            {"langauge": "en"},
            f"De parameter 'langauge' bestaat niet. Kies uit: {KNOWN}.",
            f"There is no parameter 'langauge'. Choose from: {KNOWN}.",
        ),
        (
            {"mode": "solo"},
            "'solo' kan niet bij de parameter 'mode'. Kies uit: 'self_paced', 'workshop'.",
            "'solo' is not possible for the parameter 'mode'. Choose from: 'self_paced', 'workshop'.",
        ),
        (
            {"min_group": 4},
            "'4' kan niet bij de parameter 'min_group'",
            "'4' is not possible for the parameter 'min_group'",
        ),
        (
            {"seed": "veel"},
            "'veel' kan niet bij de parameter 'seed'",
            "'veel' is not possible for the parameter 'seed'",
        ),
        (
            {"sector": "social"},
            "Dit thema heeft geen teksten voor de sector 'social'. Kies uit: ",
            "This theme has no texts for the sector 'social'. Choose from: ",
        ),
        (
            {"theme": "verkopen"},
            "Het thema 'verkopen' bestaat niet. Kies uit: start, anti-verkopen, hoteltraining,",
            "There is no theme 'verkopen'. Choose from: start, anti-verkopen, hoteltraining,",
        ),
        (
            {"options": {"z9-niets": {}}},
            "Bij 'options' staat een oefening die niet bestaat: z9-niets. Kies uit: x1-feit-of-fabel,",
            "'options' names an exercise that does not exist: z9-niets. Choose from: x1-feit-of-fabel,",
        ),
        (
            {"options": {"d3-ik-of-wij": {"tempo": 3}}},
            "De oefening 'd3-ik-of-wij' heeft geen instelling 'tempo'. Kies uit: lines.",
            "The exercise 'd3-ik-of-wij' has no setting 'tempo'. Choose from: lines.",
        ),
        (
            {"options": {"d3-ik-of-wij": {"lines": ["nergens", "ook-niet"]}}},
            "De instelling 'lines' van de oefening 'd3-ik-of-wij' noemt 'nergens', en dat heeft deze oefening niet",
            "The setting 'lines' of the exercise 'd3-ik-of-wij' names 'nergens', which this exercise does not have",
        ),
        (
            {"session": "verdwenen"},
            "De sessie 'verdwenen' bestaat niet.",
            "There is no session 'verdwenen'.",
        ),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_what_does_not_fit_is_said_in_a_sentence(values, dutch, english, home):
    assert sentence(language="nl", **values).startswith(dutch)
    assert sentence(language="en", **values).startswith(english)


def test_every_problem_is_told_at_once():
    said = sentence(language="nl", langauge="en", mode="solo", min_group=3).splitlines()
    assert len(said) == 3


def test_a_language_that_we_do_not_speak_is_refused_in_the_readers_own(monkeypatch):
    assert sentence(language="de").startswith("'de' kan niet bij de parameter 'language'. Kies uit: 'nl'")
    monkeypatch.setenv("WORKBOOK_LANGUAGE", "en")
    assert sentence(language="de").startswith("'de' is not possible for the parameter 'language'. Choose from: 'nl'")


def test_imports_functions_and_names_of_ipython_are_no_parameters():
    namespace = {
        "theme": "overdragen", "seed": 7, "json": json, "math": math, "Page": Page, "parameters": parameters,
        "In": ["", "x"], "Out": {}, "exit": object(), "quit": object(), "get_ipython": len, "open": open,
        "_": 1, "__name__": "__main__", "_i1": "x", "papermill_description": "x",
    }  # fmt: skip
    assert parameters(namespace) == Parameters(theme="overdragen", seed=7)


def test_a_name_that_papermill_injects_is_refused_by_name():
    with pytest.raises(BadParameters, match="De parameter 'thema' bestaat niet"):
        parameters({"theme": "overdragen", "thema": "overdragen"})


def test_text_that_looks_like_a_number_stays_text():
    assert parameters({"session": "007"}).session == "007"


@given(
    st.dictionaries(st.text(max_size=20), st.none() | st.booleans() | st.integers() | st.text(max_size=20), max_size=5)
)
def test_any_values_are_taken_or_refused_in_words(values):
    with contextlib.suppress(BadParameters):  # and nothing else may come out
        assert checked(values).min_group >= 5


def test_the_name_in_a_refusal_is_never_run(tmp_path: Path):
    victim = tmp_path / "made"
    name = f"__import__('os').mkdir('{victim}')"
    assert f"De parameter '{name}' bestaat niet." in sentence(**{name: 1})
    assert not victim.exists()
