"""A dialogue with a meter: the level, the first defence, the door, the hardness; played on 'Pittige kritiek'."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.exercises.helping import in_words
from workbook.content import yaml_source
from workbook.content.answers import DONE
from workbook.content.interface import known
from workbook.content.places import data_dir
from workbook.exercises.dialogue import Dialogue
from workbook.exercises.dialogue.metered import turn_of_defence
from workbook.exercises.dialogue.talk import turns
from workbook.scoring import Respondent, reachable, score, simulate
from workbook.store import participants, responses
from workbook.store.engine import in_memory
from workbook.store.privacy import Group
from workbook.view.blocks import Chart
from workbook.view.context import Context, keepsake, render, summarise

RAW: dict[str, Any] = next(
    exercise
    for section in yaml_source.read(data_dir() / "themes" / "reflectiegesprek.yaml").value["sections"]
    for exercise in section["exercises"]
    if exercise["id"] == "e5-pittige-kritiek"
)
TALK = Dialogue.model_validate(RAW)
EVERYBODY = [Respondent("strong"), Respondent("weak"), *(Respondent("random", seed) for seed in range(400))]
OPEN = {
    "verwijt": "wanneer-laatst",
    "voorbeeld": "iedereen-nul",
    "team": "wat-nodig",
    "terugbellen": "een-iemand",
    "ander-bedrijf": "fijn-dat-je-zegt",
    "waarom": "kort-uitleg",
}
TURNED = {
    "verwijt": "wanneer-laatst",
    "voorbeeld": "wie-vrij-is",
    "stug": "echt-willen",
    "terugbellen": "een-iemand",
    "ander-bedrijf": "ver-gekomen",
    "waarom": "dank-en-terug",
}
MOVES = {"verdedigen", "verklaren", "sussen", "doorvragen", "samenvatten", "bedanken"}


def _answers(choices: dict[str, str], done: bool = False) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for node, option in choices.items():
        told |= {f"{node}.choice": option, f"{node}.done": True}
    return told | ({DONE: True} if done else {})


def _every_path(talk: Dialogue, node: str) -> list[list[tuple[str, str]]]:
    if node not in talk.by_id:
        return [[]]
    return [[(node, o.id), *rest] for o in talk.by_id[node].options for rest in _every_path(talk, o.next)]


# --- the story ---------------------------------------------------------------------------------------------------


def test_every_path_ends_after_six_turns_and_every_turn_is_reached() -> None:
    paths = _every_path(TALK, TALK.start)
    assert {len(path) for path in paths} == {6}
    assert {node for path in paths for node, _ in path} == set(TALK.by_id)


def test_each_kind_of_move_is_there_and_a_turn_never_offers_one_kind_only() -> None:
    used = {line.move for node in TALK.nodes for line in node.options}
    assert used == MOVES == {move.id for move in TALK.moves}
    assert all(len({line.move for line in node.options}) >= 3 for node in TALK.nodes)


def test_a_closed_door_can_be_opened_again_in_every_turn() -> None:
    assert all(max(line.shift or 0 for line in node.options) == 1 for node in TALK.nodes)


def test_the_best_line_is_seldom_the_longest_and_lengths_stay_close() -> None:
    for language in ("nl", "en"):
        longest_best = 0
        for node in TALK.nodes:
            lengths = {line.id: len(line.text.in_(language)) for line in node.options}
            best = {line.id for line in node.options if line.shift == 1}
            longest_best += max(lengths, key=lambda name: lengths[name]) in best
            assert max(lengths.values()) <= 1.6 * min(lengths.values()), (node.id, language)
        assert longest_best <= 0.3 * len(TALK.nodes), language


def test_an_explanation_that_was_asked_for_is_no_defence() -> None:
    lines = {line.id: line for line in TALK.by_id["waarom"].options}
    assert (lines["kort-uitleg"].move, lines["kort-uitleg"].defends) == ("verklaren", False)


# --- the score ---------------------------------------------------------------------------------------------------


def test_asking_on_from_the_start_opens_the_door_and_never_defends() -> None:
    found = score(TALK, _answers(OPEN))
    assert found.parts == {"meter": 3}
    assert (found.points, found.maximum) == (6, 6)
    assert found.counts == {"turns": 6, "before": 6, "defences": 0}
    assert {"meter:open", "defence:niet"} <= {feedback.id for feedback in found.feedback}


def test_one_explanation_in_turn_two_is_the_first_defence() -> None:
    found = score(TALK, _answers(TURNED))
    assert found.parts == {"meter": 3}  # -1, 0, -1, 0, 1, 2, 3
    assert found.counts == {"turns": 6, "before": 1, "defences": 1}
    assert "defence:vroeg" in {feedback.id for feedback in found.feedback}


@pytest.mark.parametrize(("hardness", "level"), [(1, 1), (2, 0), (3, -1)])
def test_a_hard_client_starts_lower_and_a_mild_one_higher(hardness: int, level: int) -> None:
    talk = TALK.with_options(Dialogue.Options(hardness=hardness))
    assert score(talk, {"verwijt.choice": "wanneer-laatst"}).parts == {"meter": level}


@pytest.mark.parametrize(("hardness", "words"), [(1, "Meestal prima, hoor."), (2, "Eerlijk?"), (3, "om gek van")])
def test_a_hard_client_says_it_harder(hardness: int, words: str) -> None:
    talk = TALK.with_options(Dialogue.Options(hardness=hardness))
    assert words in in_words(render(talk, Context()))


def test_hardness_is_refused_where_a_talk_has_no_other_words() -> None:
    raw = deepcopy(RAW)
    for node in raw["nodes"]:
        node.pop("mild", None)
        node.pop("hard", None)
    with pytest.raises(KeyError, match="hardness"):
        Dialogue.model_validate(raw).with_options(Dialogue.Options(hardness=3))
    for wrong in (0, 4):
        with pytest.raises(ValidationError):
            Dialogue.Options(hardness=wrong)


@given(st.integers(0, 399), st.integers(1, 3))
def test_the_level_stays_within_its_ends_whatever_was_said(seed: int, hardness: int) -> None:
    talk = TALK.with_options(Dialogue.Options(hardness=hardness))
    answers = simulate(talk, Respondent("random", seed))
    found = score(talk, answers)
    assert -3 <= (found.parts["meter"] or 0) <= 3
    assert score(talk, dict(reversed(answers.items()))) == found
    assert {feedback.id for feedback in found.feedback} <= reachable(talk)


@given(st.integers(0, 399), st.sampled_from([node.id for node in TALK.nodes]))
def test_a_better_line_to_the_same_turn_never_lowers_the_level(seed: int, name: str) -> None:
    answers = simulate(TALK, Respondent("random", seed))
    by_id = {line.id: line for line in TALK.by_id[name].options}
    chosen = by_id.get(str(answers.get(f"{name}.choice")))
    for line in TALK.by_id[name].options:
        if chosen and line.next == chosen.next and line.worth >= chosen.worth:
            better = score(TALK, answers | {f"{name}.choice": line.id}).points
            assert (better or 0) >= (score(TALK, answers).points or 0)


def test_nothing_said_is_unanswered_and_not_the_lowest() -> None:
    assert score(TALK, {}).status == "unanswered"
    assert turn_of_defence(TALK, {}) is None


def test_what_can_be_said_is_exactly_what_is_listed() -> None:
    found = {f.id for respondent in EVERYBODY for f in score(TALK, simulate(TALK, respondent)).feedback}
    told = {f.id for f in score(TALK, _answers(OPEN)).feedback} | {
        f.id
        for path in _every_path(TALK, TALK.start)[:: len(_every_path(TALK, TALK.start)) // 60]
        for f in score(TALK, _answers(dict(path))).feedback
    }
    assert found | told == reachable(TALK)


def test_the_strong_leave_the_door_open_and_the_weak_shut() -> None:
    levels = [score(TALK, simulate(TALK, Respondent(kind))).parts["meter"] for kind in ("strong", "weak")]
    assert levels == [3, -3]


@pytest.mark.parametrize("respondent", EVERYBODY[:5])
def test_a_simulated_talk_is_stored_without_a_refusal(respondent: Respondent) -> None:
    engine = in_memory()
    person = participants.recognise(engine, participants.new_id()).id
    for number, (item, value) in enumerate(simulate(TALK, respondent).items()):
        history = responses.save(engine, person, "", TALK, item, value, f"k{number}")
    assert history.done


# --- the screens -------------------------------------------------------------------------------------------------


def test_the_kind_of_a_line_and_its_shift_are_told_only_after_it_was_said() -> None:
    before = in_words(render(TALK, Context(answers={"verwijt.choice": "wanneer-laatst"})))
    assert not [move for move in MOVES if move in before.lower()]
    after = in_words(render(TALK, Context(answers=_answers({"verwijt": "wanneer-laatst"}))))
    assert "Doorvragen · ruimte +1" in after
    assert "De deur gaat verder open: op een kier" in after
    assert "Van −1 naar 0, tussen −3 (dicht) en +3 (open)." in after


def test_the_result_shows_the_doors_the_level_and_the_turn_of_the_first_defence() -> None:
    blocks = render(TALK, Context(answers=_answers(TURNED, done=True)))
    said = in_words(blocks)
    assert "Ruimte aan het eind: +3. Je verdedigde je voor het eerst in beurt 2." in said
    assert "Je eerste verdediging: beurt 2" in said
    chart = next(block for block in blocks if isinstance(block, Chart))
    assert chart.title == "De deur aan het eind: open (+3)"
    assert "Per beurt: 1 doorvragen (0), 2 verklaren (−1), 3 doorvragen (0), 4 samenvatten (+1)" in chart.text
    assert "Een kruis boven een deur" in chart.text
    assert "kritiek heeft?" in said  # the own line asks about criticism, not about a no


def test_the_second_round_shows_the_first_beside_it() -> None:
    context = Context(answers=_answers(OPEN, done=True), earlier=(_answers(TURNED, done=True),))
    said = in_words(render(TALK, context))
    assert "Je verdedigde je niet." in said
    assert "Vorige keer: ruimte +3. Je verdedigde je voor het eerst in beurt 2." in said


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("feedback", [True, False])
@pytest.mark.parametrize("respondent", EVERYBODY[:4])
def test_every_stage_can_be_drawn_and_nothing_is_told_before_the_reveal(
    respondent: Respondent, feedback: bool, language: Any
) -> None:
    answers = simulate(TALK, respondent)
    texts = [TALK.said(line.feedback).in_(language) for node in TALK.nodes for line in node.options]
    for n in range(len(answers) + 1):
        for at in ("", ":replay", "team"):
            told = dict(list(answers.items())[:n])
            blocks = render(TALK, Context(language, told, at=at, feedback=feedback, room=not feedback))
            assert sum(getattr(block, "style", "") == "primary" for block in blocks) <= 1
            assert feedback or not [text for text in texts if text in in_words(blocks)]


def test_the_replay_tells_of_every_line_what_it_does_to_the_room() -> None:
    said = in_words(render(TALK, Context(answers=_answers(TURNED, done=True), at=":replay")))
    for expected in ("Verklaren · ruimte −1", "Bedanken · ruimte 0", "Verdedigen · ruimte −2", "hoe de deur bewoog"):
        assert expected in said


def test_the_doors_go_home_with_the_own_line() -> None:
    answers = _answers(OPEN, done=True) | {"own-line": "Wanneer was dat?"}
    kept = keepsake(TALK, Context(answers=answers))
    assert "Wanneer was dat?" in in_words(kept)
    assert any(isinstance(block, Chart) for block in kept)
    assert keepsake(TALK, Context(answers=answers, feedback=False)) == ()


# --- the room ----------------------------------------------------------------------------------------------------


def test_a_room_sees_in_which_turn_the_first_defence_came() -> None:
    group = Group((_answers(OPEN, done=True),) * 5 + (_answers(TURNED, done=True),) * 7, 5, False)
    charts = [block for block in summarise(TALK, group, "nl") if isinstance(block, Chart)]
    assert charts[0].title == "5 van 12 mensen verdedigden zich niet"
    assert "eerste verdediging in beurt 2 7" in charts[0].text
    assert "geen verdediging 5" in charts[0].text


def test_a_room_below_the_minimum_sees_no_turns() -> None:
    said = in_words(summarise(TALK, Group((_answers(OPEN, done=True),) * 4, 5, False), "nl"))
    assert "Te weinig mensen voerden dit gesprek" in said


# --- what an author can get wrong --------------------------------------------------------------------------------


def _fault(change: Any) -> str:
    raw = deepcopy(RAW)
    change(raw)
    with pytest.raises(ValidationError) as caught:
        Dialogue.model_validate(raw)
    kind = str(caught.value.errors()[0]["type"])
    assert known(f"error.{kind}")
    return kind


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda raw: raw["nodes"][0]["options"][0].pop("shift"), "dialogue-worth"),
        (lambda raw: raw.pop("meter"), "dialogue-strengths"),
        (lambda raw: raw["nodes"][0]["options"][0].update(move="zingen"), "dialogue-move"),
        (lambda raw: raw["nodes"][0]["options"][0].pop("move"), "dialogue-move"),
        (lambda raw: raw.pop("moves"), "dialogue-move"),
        (lambda raw: raw.pop("defence"), "dialogue-defence"),
        (lambda raw: raw["meter"]["levels"].reverse(), "dialogue-levels"),
        (lambda raw: raw["meter"]["levels"][0].update(below="9"), "dialogue-levels"),
        (lambda raw: raw["meter"].update(start="5"), "dialogue-levels"),
        (lambda raw: raw["meter"]["levels"][0].update(id="open"), "double-id"),
        (lambda raw: raw["defence"]["late"].update(id="vroeg"), "double-id"),
    ],
)
def test_a_mistake_has_its_own_sentence(change: Any, code: str) -> None:
    assert _fault(change) == code


def test_a_talk_without_kinds_or_defences_is_fine_too() -> None:
    raw = deepcopy(RAW)
    for name in ("moves", "defence", "own_prompt"):
        raw.pop(name)
    for node in raw["nodes"]:
        for line in node["options"]:
            line.pop("move")
            line.pop("defends", None)
    plain = Dialogue.model_validate(raw)
    said = in_words(render(plain, Context(answers=_answers(OPEN, done=True))))
    assert "Ruimte aan het eind: +3." in said
    assert "verdedig" not in said.lower()
    assert "Ruimte +1" in in_words(render(plain, Context(answers=_answers({"verwijt": "wanneer-laatst"}))))
    assert len(turns(plain, _answers(OPEN))) == 6
    assert "verdedig" not in in_words(summarise(plain, Group((_answers(OPEN),) * 6, 5, False), "nl")).split("Naima:")[0]
