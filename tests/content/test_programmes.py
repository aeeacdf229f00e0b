"""Programmes as an author writes them: what is wrong is named with file and line."""

import pytest

from workbook.content.rules import warnings

HERE = "data/programmes.yaml"
GOOD = """\
- id: evening
  title: {nl: "Avond", en: "Evening"}
  minutes: 40
  days:
    - lines:
        - {do: exercise, exercise: A1, minutes: 10}
        - {do: themes, minutes: 20}
        - {do: talk, minutes: 10, title: {nl: "Slot", en: "Close"}}
"""


@pytest.fixture(autouse=True)
def no_programmes_left(author):
    """The folder of the author serves other tests too."""
    yield
    (author.data / "programmes.yaml").unlink(missing_ok=True)


@pytest.fixture
def says(author):
    def read_it(text: str, language: str = "en") -> list[str]:
        author.write(text, "programmes.yaml")
        return author.sentences(language)

    return read_it


def test_a_good_programme_is_loaded_by_its_id(author):
    author.write(GOOD, "programmes.yaml")
    assert [line.minutes for line in author.load().programmes["evening"].lines] == [10, 20, 10]


def test_a_folder_without_programmes_has_none(author):
    assert author.load().programmes == {}


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("minutes: 40", "minutes: 45", 3, "The lines take 40 minutes together, this says 45."),
        ("exercise: A1, ", "", 6, "'exercise' goes with 'do: exercise'"),
        ("do: themes", "do: themes, exercise: A1", 7, "'exercise' goes with 'do: exercise'"),
        ("exercise: A1", "exercise: intake nr 1", 6, "'intake nr 1' does not fit 'exercise'. Write the code"),
        (', title: {nl: "Slot", en: "Close"}', "", 8, "A line with 'do: talk' needs a 'title'"),
        ("do: talk", "do: talk, only: [thema]", 8, "'only' goes with 'do: themes'"),
        ("do: themes", "do: dance", 7, "'dance' is not possible for 'do'. Choose from: 'exercise', 'themes'"),
        ("id: evening", "id: weekend", 1, "'weekend' is not possible for 'id'"),
        ("minutes: 20", "minutes: lang", 7, "'minutes'"),
        ("minutes: 20", "minuten: 20", 7, "'minut"),
    ],
)
def test_a_mistake_is_told_on_its_line(old, new, line, said, says):
    sentences = says(GOOD.replace(old, new, 1))
    assert any(sentence.startswith(f"{HERE}:{line}: ") and said in sentence for sentence in sentences), sentences


def test_a_programme_twice_is_refused(says):
    assert says(GOOD + GOOD) == [f"{HERE}:9: The id 'evening' appears here twice. Give one of them another id."]


def test_check_warns_of_an_exercise_or_theme_that_is_not_there(author):
    author.write(
        GOOD.replace("exercise: A1", "exercise: A7, otherwise: blad").replace("themes,", "themes, only: [weg],"),
        "programmes.yaml",
    )
    told = [problem.sentence("nl") for problem in warnings(author.load(), author.data)]
    assert [sentence for sentence in told if "programmes" in sentence] == [
        f"{HERE}:6: Let op: er is geen oefening 'A7'. Het draaiboek laat die weg.",
        f"{HERE}:7: Let op: er is geen thema 'weg'. Het draaiboek laat het weg.",
    ]


def test_every_programme_of_a_session_but_self_paced_is_shipped(content):
    assert list(content.programmes) == ["evening", "half_day", "day", "two_days"]
