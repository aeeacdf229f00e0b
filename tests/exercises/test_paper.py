"""Every exercise on paper: all that is asked has a number, and nothing gives an answer away."""

import re
from dataclasses import dataclass
from functools import cache

import pytest
from markupsafe import escape

from workbook.content.answers import DONE, Flag
from workbook.content.interface import ui
from workbook.content.loading import walk
from workbook.content.models import Note
from workbook.content.text import Text
from workbook.exercises import load_content
from workbook.exercises.cards import Cards
from workbook.exercises.configurator import Configurator
from workbook.exercises.gap import Gap
from workbook.exercises.ladder import Ladder
from workbook.exercises.scan import Scan
from workbook.player.plan import plan_of
from workbook.scoring import Respondent, score, simulate
from workbook.view.blocks import Block, FeedbackNote, Progress, Prose, as_data
from workbook.view.charts import canvas, words_only
from workbook.view.inputs import Choice, Choosable, Movable, Order
from workbook.view.paper import OTHERS, PLAYER, on_paper
from workbook.view.paper_controls import items_of, numbers, rows_of
from workbook.view.paper_html import paper_html

CONTENT = load_content()
EXERCISES = [*CONTENT.exercises().values(), *(plan_of(theme) for theme in CONTENT.themes.values())]
PLAYERS = [PLAYER, *OTHERS, Respondent("random", 2)]
HIDDEN = {"feedback", "example", "back", "sort_note", "advice", "yields", "makers_choice", "counter_voice", "caution"}
# What is only asked once the makers' view has been seen, and what is asked again in another try or round.
LATER = re.compile(r"(^|\.)(disagree|reversal|start|own-line)$|-[2-9]$|\.r[2-9]\.")
# What is asked on a screen only: knobs of a model, taps against a clock; and a second and third client, on a new sheet.
ON_SCREEN = {
    "simulator": re.compile(r"^(knob|odds)\.|^run$"),
    "tracker": re.compile(r"^run\.t\d+$|^marks\.h\d+$"),
    "scan": re.compile(r"^[2-9]\.|^form$"),
}
# Notes to read before anything is answered: to say a plan aloud, when a story may be told, and not to write names.
BEFOREHAND = {("ifthen", "aloud"), ("builder", "gate", "intro"), ("actionlog", "privacy")}
WORD = 12  # signs; a text as short as this is a word that other sentences have too

each = pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.id)


@cache
def _made(name, language):
    exercise = next(one for one in EXERCISES if one.id == name)
    blocks = on_paper(exercise, language)
    return blocks, str(paper_html(blocks, language))


def paper(exercise, language="nl"):
    return _made(exercise.id, language)[0]


def drawn(exercise, language="nl"):
    return _made(exercise.id, language)[1]


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


@each
def test_everything_an_exercise_asks_has_a_number(exercise):
    lacking = sorted(asked(exercise) - set(numbers(paper(exercise))))
    assert lacking == [], "not on paper: register `on_paper` for this type (see CONTRIBUTING.md)"


def asked(exercise):
    """The items that paper has to ask; of a scan those of the form that was set."""
    hidden = ON_SCREEN.get(exercise.type)
    items = {item for item, answer in exercise.items().items() if not isinstance(answer, Flag) and item[0] != "_"}
    if isinstance(exercise, Scan):
        items -= {f"{s.id}.{part}" for s in exercise.statements for part in ("level", "evidence")}
        items |= {f"{s.id}.{part}" for s in exercise.asked for part in ("level", "evidence")}
    return {item for item in items if not LATER.search(item) and not (hidden and hidden.search(item))}


def test_the_long_form_of_a_scan_has_every_statement_on_paper():
    scan = next(one for one in EXERCISES if isinstance(one, Scan)).with_options(Scan.Options(form="long"))
    assert asked(scan) == set(numbers(on_paper(scan, "nl")))
    assert all(f"{statement.id}.level" in asked(scan) for statement in scan.statements)


@each
def test_nothing_is_numbered_that_no_answer_can_be_given_to(exercise):
    assert set(numbers(paper(exercise))) <= set(exercise.items())
    cards = {card.item for card in exercise.cards} if isinstance(exercise, Configurator) else set()
    assert not any(item.rpartition(".")[2] == DONE for item in set(numbers(paper(exercise))) - cards)


@each
def test_the_numbers_run_from_1_and_are_the_same_in_both_languages(exercise):
    found = numbers(paper(exercise))
    assert list(found.values()) == list(range(1, len(found) + 1))
    assert numbers(paper(exercise, "en")) == found


@each
def test_who_plays_it_changes_nothing_on_paper(exercise):
    for player in PLAYERS[1:]:
        assert on_paper(exercise, "nl", player) == paper(exercise), player


@each
def test_every_number_is_drawn_once(exercise):
    shown = re.findall(r'class="p-n">(\d+)<|<b>(\d+)</b>', drawn(exercise))
    assert sorted(int(one or other) for one, other in shown) == list(numbers(paper(exercise)).values())


@each
def test_no_text_that_explains_or_judges_stands_on_paper(exercise):
    for language in ("nl", "en"):
        text = plain(drawn(exercise, language))
        found = [said for said in secrets(exercise, language) if plain(str(escape(said))) in text]
        assert found == []


def secrets(exercise, language):
    """Every text that only comes after an answer: feedback of any score, and what stands in fields for afterwards.

    An example may be the very line that is asked about, and then says nothing.
    """
    texts = {said.text for player in PLAYERS for said in score(exercise, simulate(exercise, player)).feedback}
    notes = {location for location, model in walk(exercise) if isinstance(model, Note)}
    notes -= {location for location in notes if (exercise.type, *location) in BEFOREHAND}
    shown = set()
    for location, model in walk(exercise):
        if isinstance(model, Text):
            hidden = location[:-1] in notes or HIDDEN & set(location)
            (texts if hidden else shown).add(model)
    return sorted(said for text in texts - shown if len(said := text.in_(language)) > WORD)


@each
def test_no_answer_no_mark_and_no_feedback_is_left_in_the_controls(exercise):
    assert not any(isinstance(block, FeedbackNote) for block in paper(exercise))
    for control in (block for block in paper(exercise) if items_of(block)):
        data = as_data(control)
        assert not data.get("value"), control
        assert '"mark"' not in str(data)
        assert not any(row.value or row.below for row in rows_of(control))


@each
def test_the_key_is_in_no_attribute(exercise):
    """Not in the source of the page either, where who looks for it would find it."""
    markup = drawn(exercise)
    names = {name for found in re.findall(r'class="([^"]*)"', markup) for name in found.split()}
    assert not {name for name in names if re.search(r"helps|harms|depends|correct|feedback", name)}
    assert re.findall(r"\b(?:data-\w+|value|checked|title|id)=", markup) == []


def test_a_secret_is_looked_for_in_every_type_that_has_one():
    """The test above would prove nothing if it knew no secrets."""
    kinds = {exercise.type for exercise in EXERCISES if secrets(exercise, "nl")}
    assert kinds >= {exercise.type for exercise in EXERCISES if any(isinstance(m, Note) for _, m in walk(exercise))}


def test_a_line_to_keep_has_as_much_room_to_rewrite_as_any_other():
    """Room to write under the wrong lines only would be the key."""
    for exercise in (one for one in EXERCISES if one.type == "rewriter"):
        found = set(numbers(paper(exercise)))
        assert all(f"{line.id}.text" in found for line in exercise.lines)


def test_of_cards_all_are_there_and_of_a_dialogue_all_turns():
    for exercise in EXERCISES:
        found = set(numbers(paper(exercise)))
        if isinstance(exercise, Cards):
            asked = [card.sorting if exercise.question else f"{card.part(1)}.result" for card in exercise.cards]
            assert set(asked) <= found
        assert all(f"{node.id}.choice" in found for node in getattr(exercise, "nodes", ()))


def test_the_sheet_for_who_asks_does_not_tell_what_the_customer_needs():
    """That card is printed from the phone of who plays the customer."""
    configurators = [one for one in EXERCISES if isinstance(one, Configurator)]
    assert configurators
    for exercise in configurators:
        text, found = plain(drawn(exercise)), set(numbers(paper(exercise)))
        assert {card.item for card in exercise.cards} <= found
        for profile in exercise.profiles:
            hidden = [profile.card, *(need.tells for need in profile.needs), *(r.text for r in profile.replies)]
            assert not [said for one in hidden if plain(str(escape(said := one.in_("nl")))) in text]


def test_statements_for_two_roles_stand_there_in_the_words_of_both():
    gaps = [one for one in EXERCISES if isinstance(one, Gap)]
    assert gaps
    for exercise in gaps:
        assert all(str(escape(p.manager.in_("nl"))) in drawn(exercise) for p in exercise.pairs)
        assert all(str(escape(p.seller.in_("nl"))) in drawn(exercise) for p in exercise.pairs)


def test_the_steps_of_a_ladder_stand_as_they_were_written_and_its_day_is_written_down():
    """In the order that somebody made up gave them they would stand as if that order were the right one."""
    for exercise in (one for one in EXERCISES if isinstance(one, Ladder)):
        found = [
            item for item in numbers(paper(exercise)) if item.endswith(".tension") and not item.startswith("after")
        ]
        assert found == [f"{rung.id}.tension" for rung in exercise.rungs]
        assert "p-tick" not in drawn(exercise).split(str(ui("ladder.day", "nl")))[1].split("</section>")[0]


def test_nobody_waits_for_feedback_on_paper():
    assert not [one.id for one in EXERCISES if plain(ui("waiting.feedback", "nl")) in plain(drawn(one))]


def test_pictures_are_not_drawn_for_paper():
    """They take most of the time of a screen; a log of ten rows took minutes."""
    with words_only(), canvas("Ergens") as drawing:
        drawing.axes.plot([1, 2])
    assert drawing.svg == ""
    with canvas("Ergens") as drawing:
        drawing.axes.plot([1, 2])
    assert drawing.svg.startswith("<svg")


@dataclass(frozen=True)
class Tap(Block):
    """A control that no paper was made for yet."""

    item: str
    label: str


def test_a_control_that_is_new_gets_its_number_its_words_and_room_to_write():
    drawn = str(paper_html((Prose("Luister."), Tap("talk.tapped", "Wie praat er?")), "nl"))
    assert re.search(r'class="p-n">1<.*Wie praat er\?.*p-line', drawn)


def test_things_to_put_in_order_all_stand_there_with_room_for_their_place():
    """In the order in which they are handed out: that somebody moved one would be an answer."""
    steps = (Movable("a", "Bellen", "bij een vaste klant"), Movable("b", "Langsgaan"))
    drawn = str(paper_html((Order("order", "Wat eerst?", steps, "b a", top="Bovenaan: nu"),), "nl"))
    assert re.findall(r"<li>.*?</li>", drawn) == [
        '<li><span class="p-short"></span> Bellen: bij een vaste klant</li>',
        '<li><span class="p-short"></span> Langsgaan</li>',
    ]
    assert "1 (bovenaan) tot en met 2" in drawn
    assert "Bovenaan: nu" in drawn


def test_choices_among_the_same_few_words_become_one_table_and_keep_their_numbers():
    options = (Choosable(1, "nooit"), Choosable(2, "vaak"))
    asked = [Choice(f"{name}.answer", f"Vraag {name}", options) for name in "abc"]
    drawn = str(paper_html((asked[0], Progress(2, 2, "Scherm 2 van 2"), *asked[1:]), "nl"))
    assert drawn.count("<table") == 1
    assert re.findall(r'class="p-n">(\d)<', drawn) == ["1", "2", "3"]
    assert drawn.count("Scherm 2 van 2") == 1
