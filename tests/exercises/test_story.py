"""Story: every road ends, every moment can be reached, early choices come back, and nobody gets a mark."""

import json
import re
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from workbook.content import yaml_source
from workbook.content.answers import Refused
from workbook.content.interface import known
from workbook.content.places import data_dir
from workbook.exercises.story import Story
from workbook.exercises.story.checks import roads
from workbook.exercises.story.path import follow, remembered
from workbook.scoring import Respondent, reachable, score, simulate
from workbook.store import participants, responses
from workbook.store.engine import in_memory
from workbook.store.privacy import Group
from workbook.view.blocks import Box, Chart, Details, Scene, as_data
from workbook.view.context import Context, keepsake, render, summarise
from workbook.view.inputs import Button, Choice

RAW = yaml_source.read(data_dir() / "themes" / "een-klant.yaml").value["sections"][0]["exercises"][0]
STORY = Story.model_validate(RAW)
EVERYONE = [Respondent("strong"), Respondent("weak"), *(Respondent("random", seed) for seed in range(150))]
STRONG, WEAK = (simulate(STORY, Respondent(kind)) for kind in ("strong", "weak"))


def said(blocks) -> str:
    return json.dumps(as_data(blocks), ensure_ascii=False)


def choices(*moves: str) -> dict:
    """Committed choices from the start on, each where the one before led."""
    answers: dict = {}
    for name in moves:
        node = STORY.by_id[follow(STORY, answers).at]
        assert name in [move.id for move in node.moves], f"{name} is no move of {node.id}"
        answers |= {node.choice: name, f"{node.id}.done": True}
    return answers


def all_roads(answers=None):
    """Every complete response there is, without its commit."""
    answers = answers or {}
    path = follow(STORY, answers)
    if path.ending:
        yield answers
        return
    node = STORY.by_id[path.at]
    for move in node.offered(path.held):
        yield from all_roads(answers | {node.choice: move.id, f"{node.id}.done": True})


ROADS = list(all_roads())
HONEST = ("eerlijk-zeggen", "wat-levert-het", "afspreken", "over-systemen", "niet-zelf", "hoe-is-het")
PROMISED = ("aannemen", "doorgeven", "afspreken", "voorzet", "deel-niet-zelf")


def test_every_road_ends_after_six_choices_in_five_chapters():
    assert {len(follow(STORY, road).steps) for road in ROADS} == {6}
    for road in ROADS[::50]:
        order = [chapter.id for chapter in STORY.chapters]
        places = [order.index(step.node.chapter) for step in follow(STORY, road).steps]
        assert places == sorted(places) == [0, 1, 2, 2, 3, 4]
    assert roads(STORY) == len(ROADS) == 648


def test_every_moment_move_memory_and_ending_lies_on_a_road():
    paths = [follow(STORY, road) for road in ROADS]
    steps = {(step.node.id, step.move.id) for path in paths for step in path.steps}
    assert steps == {(node.id, move.id) for node in STORY.nodes for move in node.moves}
    assert {path.ending.id for path in paths} == {ending.id for ending in STORY.endings}
    assert {name for path in paths for name in path.held} == {memory.id for memory in STORY.memories}


def test_a_late_move_is_open_only_after_an_earlier_choice():
    node = STORY.by_id["terugblik"]
    with_promise = follow(STORY, choices(*PROMISED))
    assert with_promise.at == "terugblik"
    assert "belofte-inlossen" in [move.id for move in node.offered(with_promise.held)]
    without = follow(STORY, choices("aannemen", "programma", "afspreken", "voorzet", "deel-niet-zelf"))
    assert "belofte-inlossen" not in [move.id for move in node.offered(without.held)]


def test_the_same_last_question_ends_differently_after_another_beginning():
    assert follow(STORY, choices(*HONEST)).ending.id == "zonder-vervolg"
    assert follow(STORY, choices(*PROMISED, "hoe-is-het")).ending.id == "open-gesprek"


def test_honesty_does_not_always_pay_in_work():
    ending = follow(STORY, choices(*HONEST)).ending
    assert "niet zeker" in ending.text.nl


def test_a_scene_remembers_what_was_promised():
    answers = choices(*PROMISED)
    scene = next(b for b in render(STORY, Context(answers=answers, at="terugblik")) if isinstance(b, Scene))
    assert "'Nooit meer iets van gehoord, hè?'" in scene.text
    others = choices("aannemen", "programma", *PROMISED[2:])
    scene = next(b for b in render(STORY, Context(answers=others, at="terugblik")) if isinstance(b, Scene))
    assert "Nooit meer" not in scene.text


def test_a_move_that_is_not_open_is_refused():
    before = choices(*PROMISED[:3])
    with pytest.raises(Refused):
        STORY.check("gesprek-samen.choice", "over-systemen", before)  # nobody asked about the systems
    with pytest.raises(Refused):
        STORY.check("terugblik.choice", "hoe-is-het", before)  # not there yet
    assert STORY.check("gesprek-samen.choice", "voorzet", before) == "voorzet"


def test_a_story_can_only_be_finished_at_its_ending():
    assert not STORY.ready("done", choices(*PROMISED))
    assert STORY.ready("done", choices(*HONEST))
    assert not STORY.ready("meekijken.done", choices("eerlijk-zeggen"))


def test_nothing_is_scored():
    result = score(STORY, STRONG)
    assert (result.status, result.points, result.counts["choices"]) == ("unscored", None, 6)
    assert score(STORY, {}).status == score(STORY, {"done": True}).status == "unanswered"


def test_every_consequence_can_occur_and_nothing_else():
    occurring = {f.id for road in ROADS for f in score(STORY, road).feedback}
    assert occurring == reachable(STORY) == {f"{n.id}.{m.id}" for n in STORY.nodes for m in n.moves}


@pytest.mark.parametrize("respondent", EVERYONE[:6], ids=str)
def test_the_store_takes_every_made_up_answer(respondent):
    engine = in_memory()
    person = participants.recognise(engine, "p").id
    answers = simulate(STORY, respondent)
    for number, (item, value) in enumerate(answers.items()):
        history = responses.save(engine, person, "", STORY, item, value, str(number))
    assert history.done
    assert history.current.answers == answers


@given(st.randoms(use_true_random=False))
@settings(max_examples=20)
def test_the_order_in_which_answers_are_kept_changes_nothing(dice):
    shuffled = list(STRONG.items())
    dice.shuffle(shuffled)
    assert follow(STORY, dict(shuffled)) == follow(STORY, STRONG)


@given(st.data())
@settings(max_examples=30)
def test_odd_answers_never_stop_the_page(data):
    values = {node.choice: st.sampled_from([move.id for move in node.moves]) for node in STORY.nodes}
    values |= {f"{node.id}.done": st.just(True) for node in STORY.nodes} | {"done": st.just(True)}
    names = data.draw(st.lists(st.sampled_from(sorted(values)), unique=True))
    answers = {name: data.draw(values[name]) for name in names}
    at = data.draw(st.sampled_from(["", "boos", "bestelling", "weg"]))
    assert render(STORY, Context(answers=answers, at=at))
    keepsake(STORY, Context(answers=answers))
    score(STORY, answers)


def test_a_person_gets_to_the_end_by_the_primary_buttons_alone():
    answers: dict = {}
    at, pressed = "", 0
    while "done" not in answers:
        blocks = render(STORY, Context(answers=answers, at=at))
        for choice in (b for b in blocks if isinstance(b, Choice)):
            answers[choice.item] = choice.options[0].value
        (button,) = [b for b in blocks if isinstance(b, Button) and b.style == "primary"]
        pressed += 1
        if button.item == "_at":
            at = str(button.value)
        else:
            answers[button.item] = button.value
    assert pressed == 12
    assert follow(STORY, answers).ending


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_consequence_opens_after_the_commit_and_waits_for_the_trainer(language):
    first = STORY.nodes[0].moves[0]
    chosen = {STORY.nodes[0].choice: first.id}
    notes = [move.feedback.in_(language) for node in STORY.nodes for move in node.moves]
    shown = said(render(STORY, Context(language=language, answers=chosen)))
    assert not any(note in shown for note in notes)
    done = chosen | {f"{STORY.nodes[0].id}.done": True}
    assert first.feedback.in_(language) in said(render(STORY, Context(language=language, answers=done)))
    for answers in (done, STRONG):
        closed = said(render(STORY, Context(language=language, answers=answers, feedback=False)))
        assert not any(note in closed for note in notes)
        assert not any(ending.text.in_(language) in closed for ending in STORY.endings)


def test_the_result_shows_the_ending_what_stayed_and_the_roads_not_taken():
    answers = choices(*HONEST) | {"done": True}
    blocks = render(STORY, Context(answers=answers))
    shown = said(blocks)
    assert "Klaar, zonder vervolg" in shown
    for memory in remembered(STORY, follow(STORY, answers)):
        assert memory.text.nl in shown
    looks = [block for block in blocks if isinstance(block, Details)]
    assert len(looks) == 6
    for node, look in zip(follow(STORY, answers).steps, looks, strict=True):
        assert all(move.feedback.nl in said((look,)) for move in node.node.moves)
    assert "Dit kon nu niet, na een andere keuze eerder wel" in shown
    assert not re.search(r"punten|score|cijfer:", shown)


def test_the_picture_names_how_many_roads_there_are_and_its_twin_the_own_one():
    answers = choices(*HONEST) | {"done": True}
    chart = next(b for b in render(STORY, Context(answers=answers)) if isinstance(b, Chart))
    assert chart.title == "Jouw weg: 6 keuzes, één van 648 mogelijke wegen"
    assert chart.text.startswith("Jouw weg: De bestelling → Een ochtend mee → Ravi rijdt mee")


@pytest.mark.parametrize(("language", "feedback"), list(product(("nl", "en"), (True, False))))
def test_every_stage_draws_with_one_primary_button_at_most(language, feedback):
    pairs = list(WEAK.items())
    for cut, at in product(range(len(pairs) + 1), ["", "bestelling", "terugblik"]):
        context = Context(language=language, answers=dict(pairs[:cut]), feedback=feedback, at=at)
        flat = [c for b in render(STORY, context) for c in (b.blocks if isinstance(b, Box) else (b,))]
        assert sum(isinstance(b, Button) and b.style == "primary" for b in flat) <= 1


def test_the_keepsake_holds_the_own_choices_and_the_ending():
    kept = said(keepsake(STORY, Context(answers=choices(*HONEST) | {"done": True})))
    assert "De bestelling: Je zegt dat je twijfelt" in kept
    assert "Klaar, zonder vervolg" in kept
    assert keepsake(STORY, Context(answers=choices(*PROMISED))) == ()


@pytest.mark.parametrize("people", [5, 12])
def test_a_room_sees_its_choices_and_endings_and_no_moment_of_too_few(people):
    honest, promised = (choices(*moves) | {"done": True} for moves in (HONEST, (*PROMISED, "hoe-is-het")))
    blocks = summarise(STORY, Group((honest,) * people, 5, False), "nl")
    titles = [block.title for block in blocks if isinstance(block, Chart)]
    assert titles[0] == f"De bestelling: {people} van de {people} kozen hetzelfde"
    assert titles[-1] == "Zo liep het af"
    assert not any(title.startswith("Voor de groep") for title in titles)
    assert f"Klaar, zonder vervolg {people}" in said(blocks)
    few = summarise(STORY, Group((*(honest,) * people, promised), 5, False), "nl")
    assert "Voor de groep" not in said(few)  # one person came there
    assert not any(isinstance(b, Chart) for b in summarise(STORY, Group((honest,) * 4, 5, False), "nl"))


def changed(node: int, move: int, **fields) -> dict:
    """The story with other fields in one move."""
    raw = json.loads(json.dumps(RAW))
    raw["nodes"][node]["moves"][move] |= fields
    return raw


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (RAW | {"start": "weg"}, "story-name"),
        (changed(0, 0, next="weg"), "story-name"),
        (changed(0, 0, remember=["weg"]), "story-name"),
        (changed(1, 0, next="bestelling"), "story-circle"),
        (changed(0, 0, next="zaal"), "story-never"),
        (changed(0, 0, remember=[]), "story-never"),
        (RAW | {"memories": [*RAW["memories"], RAW["memories"][0] | {"id": "extra"}]}, "story-never"),
        (RAW | {"endings": [*RAW["endings"], RAW["endings"][0] | {"id": "extra"}]}, "story-never"),
    ],
)
def test_what_cannot_be_played_is_named(raw, code):
    with pytest.raises(ValidationError) as wrong:
        Story.model_validate(raw)
    assert [error["type"] for error in wrong.value.errors()] == [code]
    assert known(f"error.{code}")


def test_a_moment_where_somebody_would_have_no_choice_is_refused():
    raw = changed(5, 1, when="systemen-gezien")
    raw["nodes"][5]["moves"][2]["when"] = "systemen-gezien"
    with pytest.raises(ValidationError) as wrong:
        Story.model_validate(raw)
    assert [error["type"] for error in wrong.value.errors()] == ["story-few"]
    assert known("error.story-few")
