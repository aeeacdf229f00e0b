"""What `workbook check` finds between the parts of the content, and on which line."""

import copy
import re
import shutil
from types import ModuleType
from typing import Literal

import pytest
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from tests.content.author import GOOD
from workbook.content import checks
from workbook.content.models import Exercise
from workbook.content.places import data_dir
from workbook.content.problems import invalid
from workbook.content.rules import warnings
from workbook.content.yaml_source import read
from workbook.exercises import TYPES, WorkbookTheme, _type_in
from workbook.player.plan import plan_of
from workbook.player.steps import WELCOME

HERE = "data/themes/thema.yaml"
SHIPPED = sorted((data_dir() / "themes").glob("*.yaml"))
SECTION = GOOD[GOOD.index("  - id: deel") : GOOD.index("tomorrow:")]


def changed(old: str, new: str) -> str:
    assert GOOD.count(old) >= 1
    return GOOD.replace(old, new, 1)


def other(**fields: str) -> str:
    """A second theme that has everything of its own, but for `fields`."""
    own = {"id": "ander", "letter": "B", "order": "2"} | fields
    text = re.sub(r"^(id|letter|order): .*", lambda found: f"{found[1]}: {own[found[1]]}", GOOD, flags=re.M)
    return text.replace("id: blad", "id: ander-blad").replace("code: A1", f"code: {own['letter']}1")


@pytest.fixture
def says(author):
    """What the author reads after writing the theme `text`, and `more` as a second one."""

    def read_it(text: str, more: str = "", language: str = "en") -> list[str]:
        author.write(text)
        if more:
            author.write(more, "themes/ander.yaml")
        return author.sentences(language)

    return read_it


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_problem_in_an_exercise_of_any_type_names_its_line(path):
    """Types that are called like a field of theirs (`scale`, `cards`) too."""
    source = read(path)
    for section_index, section in enumerate(source.value["sections"]):
        for index in range(len(section["exercises"])):
            value = copy.deepcopy(source.value)
            value["sections"][section_index]["exercises"][index]["minutes"] = "0"
            at = ("sections", section_index, "exercises", index, "minutes")
            with pytest.raises(ValidationError) as caught:
                TypeAdapter(WorkbookTheme).validate_python(value)
            found = [problem for problem in invalid(source, caught.value) if problem.key == "error.at-least"]
            assert [problem.line for problem in found] == [source.lines[at]], section["exercises"][index]["id"]


def test_every_type_stands_in_a_theme_that_is_checked_for_lines():
    kinds = {e["type"] for path in SHIPPED for s in read(path).value["sections"] for e in s["exercises"]}
    assert kinds == set(TYPES)


def test_two_themes_that_differ_are_fine_together(says):
    assert says(GOOD, other()) == []


@pytest.mark.parametrize(
    ("fields", "where", "said"),
    [({"letter": "A"}, 2, "letter: A"), ({"order": "1"}, 3, "order: 1")],
    ids=["letter", "order"],
)
def test_a_letter_or_place_that_another_theme_has_is_refused(fields, where, said, says):
    expected = f"{HERE}:{where}: '{said}' is already in data/themes/ander.yaml:{where}. Choose something else here."
    assert expected in says(GOOD, other(**fields))


def test_themes_around_the_others_share_the_letter_x(says):
    around = changed("letter: A", "letter: X").replace("code: A1", "code: X2")
    assert says(around, other(letter="X")) == []


def test_an_exercise_twice_in_one_theme_is_refused_on_the_line_of_the_second(says):
    second = SECTION.replace("id: deel", "id: tweede").replace("code: A1", "code: A2")
    text = GOOD.replace(SECTION, SECTION + second)
    line = text.splitlines().index("      - id: blad", 15) + 1
    assert says(text) == [
        f"{HERE}:{line}: 'id: blad' is already in {HERE}:13. Choose something else here.",
    ]
    assert says(text, language="nl") == [f"{HERE}:{line}: 'id: blad' staat al in {HERE}:13. Kies hier iets anders."]


def test_a_section_or_code_twice_in_one_theme_is_refused(says):
    text = GOOD.replace(SECTION, SECTION + SECTION.replace("id: blad", "id: nog-een-blad"))
    lines = text.splitlines()
    section, code = lines.index("  - id: deel", 12) + 1, lines.index("        code: A1", 15) + 1
    assert says(text) == [
        f"{HERE}:{section}: 'id: deel' is already in {HERE}:10. Choose something else here.",
        f"{HERE}:{code}: 'code: A1' is already in {HERE}:14. Choose something else here.",
    ]


@pytest.mark.parametrize("name", ["welcome", "thema-plan", "ander-plan"])
def test_an_exercise_called_like_a_step_of_a_page_is_refused(name, says):
    text = changed("id: blad", f"id: {name}")
    assert says(text, other()) == [f"{HERE}:13: The workbook itself uses the id '{name}'. Choose another id."]


def test_the_reserved_names_are_those_of_the_player(content):
    assert checks.WELCOME == WELCOME
    for theme in content.themes.values():
        plan = plan_of(theme)
        assert (plan.id, plan.code) == (checks.plan_id(theme.id), theme.letter + checks.PLAN_NUMBER)


def test_a_code_begins_with_the_letter_of_its_theme(says):
    assert says(changed("code: A1", "code: B1")) == [
        f"{HERE}:14: The code 'B1' does not begin with the letter of this theme. Begin with 'A', such as 'A1'."
    ]


def test_the_code_of_the_plan_is_refused(says):
    assert says(changed("code: A1", "code: A9")) == [
        f"{HERE}:14: The code 'A9' already belongs to the plan for tomorrow. Choose another digit, such as 'A1'."
    ]


def test_every_theme_that_passes_can_make_its_plan(author, says):
    long = "t" * 55
    text = changed("id: thema", f"id: {long}").replace("letter: A", "letter: X").replace("A1", "X1")
    author.write(text, f"themes/{long}.yaml")
    (author.data / "themes" / "thema.yaml").unlink()
    assert plan_of(author.load().themes[long]).code == "X9"
    assert says(changed("id: thema", f"id: {long}t"))[0].startswith(f"{HERE}:1: 'id' is too long: at most 55")
    assert says(changed("letter: A", "letter: Z"))[0].startswith(f"{HERE}:2: 'Z' does not fit 'letter'.")


@pytest.mark.parametrize(
    ("old", "new", "advice"),
    [
        ("code: A1", "code: f1", "'f1' does not fit 'code'. Write a capital and a digit"),
        ("letter: A", "letter: a", "'a' does not fit 'letter'. Write one capital, A to X."),
        ("sources: [S0]", "sources: [S7]", "'S7' does not fit 'sources'. An article is called S0, S1"),
        ("kind: text, own: true", "kind: text, sources: [S7]", "'S7' does not fit 'sources'. An idea is called as"),
        ("id: deel", "id: Deel", "'Deel' does not fit 'id'. Use lower-case letters"),
        ('title: {nl: "Thema", en: "Theme"}', "title:", '\'title\' is empty. Write a text here: {nl: "…", en: "…"}.'),
    ],
    ids=["code", "letter", "article", "idea", "id", "empty text"],
)
def test_the_advice_is_for_the_field_that_is_wrong(old, new, advice, says):
    sentences = says(changed(old, new))
    assert len(sentences) == 1
    assert sentences[0].partition(": ")[2].startswith(advice)


@pytest.mark.parametrize(("ids", "code"), [(["a", "b", "a"], "double-id"), (["a", "done"], "reserved-id")])
def test_an_id_stands_once_and_is_not_taken(ids, code):
    checks.unique(["a", "b"], reserved=("done",))
    with pytest.raises(PydanticCustomError) as caught:
        checks.unique(ids, reserved=("done",))
    assert (caught.value.type, caught.value.context) == (code, {"id": ids[-1]})


class _Base(Exercise):
    pass


class _Quiz(_Base):
    type: Literal["quiz"]


class _Poll(_Base):
    type: Literal["poll"]


def module(*classes: type[Exercise], defined_in: str = "quiz") -> ModuleType:
    made = ModuleType("quiz")
    for kind in classes:
        kind.__module__ = defined_in
        setattr(made, kind.__name__, kind)
    return made


@pytest.mark.parametrize("place", ["quiz", "quiz.models"])
def test_a_type_is_found_in_its_module_or_in_a_module_inside_it(place):
    assert _type_in(module(_Base, _Quiz, defined_in=place)) == ("quiz", _Quiz)


@pytest.mark.parametrize(
    ("classes", "place", "said"),
    [((_Base,), "quiz", "none"), ((_Quiz, _Poll), "quiz", "_Quiz, _Poll"), ((_Quiz,), "quizzes", "none")],
    ids=["no type", "two types", "a type of another module"],
)
def test_a_module_without_one_type_says_so(classes, place, said):
    with pytest.raises(ImportError, match=f"quiz must have one subclass of Exercise .*, it has {said}$"):
        _type_in(module(*classes, defined_in=place))


LONG = " ".join(["woord"] * 23)


@pytest.mark.parametrize(
    ("intro", "key"),
    [
        ('{nl: "Vul in.", en: "Fill in."}', None),
        ('{nl: "Zie S2-18.", en: "See S2-18."}', "idea-number"),
        ('{nl: "Vul 3 dingen in.", en: "Fill in 4 things."}', "numbers"),
        ('{nl: "Vul 2,5 of 8.000 in.", en: "Fill in 2.5 or 8,000."}', None),
        ('{nl: "Dag {naam}.", en: "Hello {name}."}', "numbers"),
        ('{nl: "Vul dit in.", en: "Vul dit in."}', "untranslated"),
        (f'{{nl: "{LONG}", en: "Words."}}', "sentence"),
        ('{nl: "Zet je mindset aan.", en: "Think."}', "banned"),
        ('{nl: "Haal je targets.", en: "Reach your numbers."}', "banned"),
    ],
)
def test_a_text_that_breaks_a_rule_is_a_warning_with_its_line(intro, key, author):
    author.write(changed('{nl: "Vul in.", en: "Fill in."}', intro))
    found = [problem for problem in warnings(author.load(), author.data) if problem.key != "warning.words"]
    assert [(problem.line, problem.key) for problem in found] == ([(20, f"warning.{key}")] if key else [])
    assert all(problem.sentence("nl").startswith(f"{HERE}:20: Let op: ") for problem in found)


def test_a_feedback_text_of_one_word_is_a_warning_and_no_problem(author):
    said = [problem.sentence("en") for problem in warnings(author.load(), author.data)]
    assert f"{HERE}:25: Note: 1 words (en). Keep it between 8 and 45." in said
    assert author.problems() == ()


def test_a_scene_that_gives_its_answer_away_is_a_warning(author):
    author.all_ideas()
    shutil.copy(next(path for path in SHIPPED if path.stem == "op-stap-met-de-baas"), author.data / "themes")
    path = author.data / "themes" / "op-stap-met-de-baas.yaml"
    (author.data / "themes" / "thema.yaml").unlink()
    assert list(warnings(author.load(), author.data)) == []
    path.write_text(path.read_text("utf-8").replace("key: helps", "key: depends", 1), "utf-8")
    assert {problem.key for problem in warnings(author.load(), author.data)} <= {"warning.options"}
    text = re.sub(
        r"(key: harms\b.*?text:\s*\{?\s*nl: \")",
        r"\1Heel lang en nog veel langer dan dat, en dan nog wat. ",
        path.read_text("utf-8"),
        count=1,
        flags=re.S,
    )
    path.write_text(text, "utf-8")
    assert "warning.lengths" in {problem.key for problem in warnings(author.load(), author.data)}
