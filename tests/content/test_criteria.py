"""The quality criteria that a machine decides, over all themes; `docs/criteria.md` says where each is held.

What `workbook check` warns of is asked here of our own content, in the words that an author reads.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.content.author import GOOD
from workbook.content import yaml_source
from workbook.content.answers import BOOKMARK
from workbook.content.coverage import excused, uncovered
from workbook.content.loading import walk
from workbook.content.measures import LONG_SHARE, MEAN_SENTENCE, sentences, spoken, texts
from workbook.content.models import Cited, Exercise, Note
from workbook.content.rules import BANNED, LONGEST_SENTENCE, warnings
from workbook.content.sectors import for_sector, is_for
from workbook.content.text import LANGUAGES, Text
from workbook.exercises import TYPES, load_content
from workbook.player.portfolio import Kept, portfolio_blocks
from workbook.player.steps import closing
from workbook.player.visitor import passer_by
from workbook.scoring import Respondent, simulate
from workbook.store.privacy import Group
from workbook.view.blocks import Block, Chart, FeedbackNote, Links, Prose, as_data
from workbook.view.context import Context, render, summarise

SHIPPED = load_content(ROOT / "data")
# As the theme's first sector that has the exercise reads it: what people see has no sectors in it any more.
EXERCISES = [
    for_sector(theme, next(s for s in theme.sectors if is_for(one, s))).exercise(one.id)
    for theme in SHIPPED.themes.values()
    for one in theme.exercises
]
EACH = pytest.mark.parametrize("exercise", EXERCISES, ids=lambda one: one.id)
MANY_SCREENS = 40


@cache
def said_by_check() -> dict[str, list[str]]:
    """What `workbook check` says of our own content, by the rule that says it."""
    said: dict[str, list[str]] = {}
    for problem in warnings(SHIPPED, ROOT / "data"):
        said.setdefault(problem.key, []).append(problem.sentence("nl"))
    return said


RULES = {
    "idea-number": 1,
    "words": 2,  # and 7
    "numbers": 4,
    "untranslated": 4,
    "options": 5,
    "lengths": 5,
    "unclear": 8,
    "reversed": 9,
    "sentence": 10,
    "sentences": 10,
    "long-words": 10,
    "formal": 11,
    "banned": 12,
    "name": 13,
    "minutes": 14,
}


@pytest.mark.parametrize("rule", RULES)
def test_our_own_content_gives_nothing_to_warn_of(rule):
    assert said_by_check().get(f"warning.{rule}", []) == []


def test_every_rule_that_check_knows_is_asked_here():
    known = {key for key in yaml_source.read(ROOT / "data" / "interface" / "errors.yaml").value if "warning." in key}
    assert known == {f"warning.{rule}" for rule in RULES}


# -- what people see ---------------------------------------------------------------------------------------------------


def flat(blocks) -> Iterator[Block]:
    for block in blocks:
        yield block
        yield from flat(getattr(block, "blocks", ()))


def seen(exercise: Exercise) -> tuple[Block, ...]:
    """What people see of this exercise: drawn once."""
    return _seen(exercise.id)


@cache
def _seen(name: str) -> tuple[Block, ...]:
    """Everything on the screens that a strong and a weak respondent end on, and on those that lie behind buttons."""
    exercise = next(one for one in EXERCISES if one.id == name)
    found: list[Block] = []
    for kind in ("strong", "weak"):
        answers = simulate(exercise, Respondent(kind))
        waiting, been = [""], set()
        while waiting and len(been) < MANY_SCREENS:
            at = waiting.pop()
            been.add(at)
            blocks = list(flat(render(exercise, Context("nl", answers, at=at))))
            found += blocks
            buttons = (b for b in blocks if getattr(b, "item", "") == BOOKMARK and getattr(b, "value", None))
            waiting += [b.value for b in buttons if b.value not in been]
    return tuple(found)


def read(blocks) -> str:
    """The words of blocks as they reach a reader: no addresses, no drawings."""
    return "\n".join(
        value
        for block in blocks
        for name, value in _strings(as_data(block))
        if name not in ("svg", "item", "href", "kind", "value", "pressed_item")
    )


def _strings(value, name="") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, child in value.items():
            yield from _strings(child, key)
    elif isinstance(value, list):
        for child in value:
            yield from _strings(child, name)
    elif isinstance(value, str):
        yield name, value


def test_every_idea_has_a_place_or_a_reason():  # criterion 1
    assert [idea.id for idea in uncovered(SHIPPED)] == []
    for idea in excused(SHIPPED):
        assert idea.exception.nl != idea.exception.en


@EACH
def test_no_number_of_an_idea_shows(exercise):  # criterion 1
    assert re.findall(r"\bS[0-4]-\d\d", read(seen(exercise))) == []


@EACH
def test_no_half_is_written_as_anything_but_a_half(exercise):  # criterion 16
    decimals = re.findall(r"\d,\d+", read(seen(exercise)))
    assert [one for one in decimals if not one.endswith(",5")] == []


@EACH
def test_a_picture_says_its_message_and_has_the_same_in_words(exercise):  # criterion 23
    group = Group(tuple(simulate(exercise, Respondent("random", n)) for n in range(12)), 5, False)
    shown = (*seen(exercise), *flat(summarise(exercise, group, "nl")))
    for chart in (block for block in shown if isinstance(block, Chart)):
        assert chart.title.strip(), f"{exercise.id}: a picture without a title"
        assert len(chart.text.split()) >= 3, f"{exercise.id}: {chart.title!r} has no text beside it"


@EACH
@pytest.mark.parametrize("n", [5, 19])
def test_a_small_group_sees_no_percentages(n, exercise):  # criterion 17
    group = Group(tuple(simulate(exercise, Respondent("random", seed)) for seed in range(n)), 5, False)
    own = {word for text in sayings(exercise) for word in re.findall(r"\d+ ?%", text)}
    shown = re.findall(r"\d+ ?%", read(flat(summarise(exercise, group, "nl"))))
    assert [one for one in shown if one not in own] == []


def sayings(exercise: Exercise) -> list[str]:
    return [text.nl for _, text in texts(exercise)]


@EACH
def test_what_the_makers_added_says_so(exercise):  # criterion 20
    own = {text.nl: model.own for model in cited(exercise) for text in explained(model)}
    notes = [block for block in seen(exercise) if isinstance(block, FeedbackNote) and block.text in own]
    unlabelled = [note.text for note in notes if own[note.text] and not note.own]
    assert unlabelled == [], "own: true, and nobody sees it"
    borrowed = [note.text for note in notes if note.own and not own[note.text]]
    assert borrowed == [], "labelled as ours, and it cites an article"


def test_the_label_is_looked_for_in_most_exercises():
    """The test above would prove nothing if no note of ours were ever shown."""
    shown = [e.id for e in EXERCISES if any(isinstance(block, FeedbackNote) and block.own for block in seen(e))]
    assert len(shown) > len(EXERCISES) / 2


def cited(exercise: Exercise) -> list[Cited]:
    return [model for _, model in walk(exercise) if isinstance(model, Cited)]


def explained(model: Cited) -> list[Text]:
    names = ("feedback", "text") if isinstance(model, Note) else ("feedback",)
    return [getattr(model, name) for name in names if isinstance(getattr(model, name, None), Text)]


@pytest.mark.parametrize("theme", SHIPPED.themes.values(), ids=lambda theme: theme.id)
def test_a_theme_names_its_articles_on_its_page_and_in_the_portfolio(theme):  # criterion 19
    page = read(flat(closing(theme, SHIPPED, passer_by("nl"))))
    kept = Kept(theme.exercises[0], theme, "", (Prose("Plan"),))
    portfolio = read(flat(portfolio_blocks([kept], SHIPPED, "nl")))
    for source in theme.sources:
        article = SHIPPED.articles[source]
        for where, said in (("page", page), ("portfolio", portfolio)):
            assert article.title in said, f"{where}: {article.title} is not named"
            assert article.author in said, f"{where}: {article.author} is not named"


@EACH
def test_a_trainer_has_what_it_takes_to_go_on_without_screens(exercise):  # criterion 28, as far as it can be counted
    assert exercise.room, f"{exercise.id} has no room notes"


@EACH
def test_every_type_registers_its_ideas_where_a_reader_looks_for_them(exercise):  # criterion 20
    """An exercise cites, or says that it is ours; what it cites is a link below it, not a text in it."""
    assert bool(exercise.sources) != exercise.own
    assert not any(isinstance(block, Links) for block in seen(exercise))


# -- the texts of the interface ----------------------------------------------------------------------------------------


@cache
def interface() -> list[tuple[str, str]]:
    """Every Dutch text of the interface with its place."""
    found = []
    for path in sorted((ROOT / "data" / "interface").glob("*.yaml")):
        source = yaml_source.read(path)
        found += [(f"{path.name}:{source.line_of((key,))}", said["nl"]) for key, said in source.value.items()]
    return found


def test_no_dutch_sentence_of_the_interface_is_longer_than_22_words():  # criterion 10
    long = [(at, one) for at, said in interface() for one in sentences(said) if len(one.split()) > LONGEST_SENTENCE]
    assert long == []


def test_the_interface_says_je():  # criterion 11
    assert [(at, said) for at, said in interface() if re.search(r"\b[Uu]w?\b", spoken(said))] == []


def test_no_banned_word_stands_in_the_interface():  # criterion 12
    pattern = re.compile(rf"\b({'|'.join(BANNED)})\b")
    assert [(at, pattern.findall(said.lower())) for at, said in interface() if pattern.search(said.lower())] == []


# -- an author who breaks a rule ---------------------------------------------------------------------------------------

STATEMENTS = (Path(__file__).parent / "statements.yaml").read_text("utf-8")
HERE = "data/themes/thema.yaml"
LONG_ENOUGH = {
    "Klaar.": "Klaar, je plan staat nu op het blad.",
    "Done.": "Done, your plan now stands on the sheet.",
    "Nog niet.": "Nog niet klaar, vul eerst alle vakken in.",
    "Not yet.": "Not yet done, so fill in everything first.",
}


@pytest.fixture
def warned(author):
    """What an author reads who changes one thing in a theme that is fine; the first line is where it stands."""

    def read_it(old: str, new: str) -> list[str]:
        good = GOOD.replace("tomorrow:", STATEMENTS + "tomorrow:")
        for short, long in LONG_ENOUGH.items():
            good = good.replace(short, long)
        assert old in good
        author.write(good.replace(old, new, 1))
        assert author.problems() == ()
        return [problem.sentence("nl") for problem in warnings(author.load(), author.data)]

    return read_it


def test_a_theme_that_is_fine_gives_no_warning(warned):
    assert warned("Hoe vaak?", "Hoe vaak?") == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('nl: "Ik vroeg door."', 'nl: "Ik vroeg altijd door."', "'altijd' in een stelling (nl)"),
        ('nl: "Ik vroeg door."', 'nl: "Ik vroeg door en zweeg."', "'en' in een stelling (nl)"),
        ("reversed: true", "reversed: false", "in 'een' staan 0 van de 2 stellingen andersom"),
        ('nl: "Hoe vaak?"', 'nl: "Hoe vaak doet u dit?"', "'u' of 'uw' buiten aanhalingstekens"),
        ('nl: "Ik vroeg door."', f'nl: "Ik {"vroeg " * 17}."', "woorden (nl). Houd het tussen 1 en 16"),
        ('nl: "Waar?"', f'nl: "{"Waar precies? " * 400}"', "alleen lezen duurt al 5 minuten, en er staat 4"),
        ('nl: "Waar?"', f'nl: "{"Verkoopverantwoordelijkheden? " * 20}"', "van de woorden heeft meer dan 12 letters"),
    ],
    ids=["altijd", "and", "reversed", "u", "too long", "minutes", "long words"],
)
def test_a_broken_rule_is_named_with_file_and_line(warned, old, new, said):
    found = [one for one in warned(old, new) if said in one]
    assert found
    assert re.match(rf"{HERE}:\d+: Let op: ", found[0])


def test_what_a_customer_says_may_be_u(warned):
    assert warned('nl: "Hoe vaak?"', "nl: \"Hoe vaak zei je: 'Wat vindt u ervan?'\"") == []


def test_long_sentences_together_are_a_warning_though_none_is_too_long(warned):
    eighteen = "Je " + "vraagt nog eens " * 5 + "aan iedereen door."
    found = warned('nl: "Waar?"', f'nl: "{(eighteen + " ") * 120}"')
    assert any(f"Blijf onder {MEAN_SENTENCE}" in one for one in found)
    assert LONG_SHARE == 8


def test_a_name_in_more_than_four_exercises_is_named_at_the_fifth(author):
    start, end = GOOD.index("      - id: blad"), GOOD.index("tomorrow:")
    blad = GOOD[start:end].replace("Wat viel op?", "Wat zei Samira toen?").replace("minutes: 5", "minutes: 6")
    five = "".join(blad.replace("id: blad", f"id: blad-{n}").replace("A1", f"A{n}") for n in range(1, 6))
    author.write(GOOD[:start] + five + GOOD[end:])
    assert author.problems() == ()
    said = [p.sentence("nl") for p in warnings(author.load(), author.data) if p.key == "warning.name"]
    line = 1 + (GOOD[:start] + five).split("\n").index("      - id: blad-5")
    assert said == [
        f"{HERE}:{line}: Let op: de naam 'Samira' staat in 5 oefeningen. Houd het bij 4 en kies een andere naam."
    ]


def test_every_type_and_both_languages_are_looked_at():
    assert {exercise.type for exercise in EXERCISES} == set(TYPES)
    assert LANGUAGES == ("nl", "en")
