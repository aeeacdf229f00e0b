"""Situations: what the result says in words."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.exercises.helping import in_words
from workbook.content import yaml_source
from workbook.content.answers import Refused
from workbook.content.interface import known
from workbook.content.places import data_dir
from workbook.exercises.situations import KEYS, Situations
from workbook.exercises.situations.result import result_line
from workbook.scoring import Respondent, reachable, score, simulate
from workbook.store import participants, responses
from workbook.store.engine import in_memory
from workbook.store.privacy import Group
from workbook.view.blocks import Chart, Prose, Scene
from workbook.view.context import Context, keepsake, render, summarise
from workbook.view.inputs import Choice

THEME = yaml_source.read(data_dir() / "themes" / "op-stap-met-de-baas.yaml").value
RAW = next(e for section in THEME["sections"] for e in section["exercises"] if e["type"] == "situations")
SCENES = Situations.model_validate(RAW)
AS_MAKERS = simulate(SCENES, Respondent("strong"))


def _off_in(numbers: list[int]) -> dict[str, Any]:
    """Everything as the makers see it, but one step off in one option of these situations."""
    answers = dict(AS_MAKERS)
    for scene in (SCENES.scenes[number - 1] for number in numbers):
        option = scene.options[0]
        answers[f"{scene.id}.{option.id}"] = "depends" if option.key != "depends" else "helps"
    return answers


def _title(answers: dict[str, Any]) -> str:
    return next(b.title for b in render(SCENES, Context(answers=answers, at="result")) if isinstance(b, Chart))


@pytest.mark.parametrize(
    ("off", "title"),
    [
        ([], "Jij en de makers zien elke situatie hetzelfde"),
        ([2], "Jij en de makers verschillen het meest bij situatie 2"),
        ([1, 4, 6], "Jij en de makers verschillen het meest bij situatie 1, 4 en 6"),
        ([1, 2, 4, 5, 6, 8], "Jij en de makers verschillen het minst bij situatie 3 en 7"),
        ([1, 2, 3, 4, 5, 6, 7, 8], "Jij en de makers verschillen in elke situatie evenveel"),
    ],
)
def test_the_picture_is_named_after_its_biggest_or_smallest_difference(off: list[int], title: str) -> None:
    assert _title(_off_in(off)) == title


def test_biggest_and_smallest_difference_stand_together_where_both_are_few() -> None:
    three = Situations.model_validate(RAW).with_options(
        Situations.Options(scenes=tuple(s.id for s in SCENES.scenes[:3]))
    )
    chart = next(b for b in render(three, Context(answers=_off_in([2]))) if isinstance(b, Chart))
    assert chart.title == "Jij en de makers verschillen het meest bij situatie 2, het minst bij 1 en 3"


def test_the_result_counts_moves_in_plain_words() -> None:
    lead = next(b.text for b in render(SCENES, Context(answers=AS_MAKERS)) if isinstance(b, Prose) and b.role == "lead")
    helps, harms = (sum(o.key == key for s in SCENES.scenes for o in s.options) for key in (KEYS[2], KEYS[0]))
    assert lead == (
        f"Bij {helps} van de {helps} zetten die volgens de makers helpen, zei jij dat ook. "
        f"Van de {harms} zetten die schaden, zag je dat bij {harms}."
    )


# -- quick mode: the best and the worst move only ---------------------------------------------------------------------

QUICK_RAW = next(
    e
    for section in yaml_source.read(data_dir() / "themes" / "start.yaml").value["sections"]
    for e in section["exercises"]
    if e["type"] == "situations"
)
QUICK = Situations.model_validate(QUICK_RAW)
FIRST = QUICK.scenes[0]


def _picks(best: str, worst: str, scenes: int = 10) -> dict[str, Any]:
    """In the first `scenes` a best and a worst option of these keys."""
    answers: dict[str, Any] = {}
    for scene in QUICK.scenes[:scenes]:
        answers[f"{scene.id}.best"] = next(o.id for o in scene.options if o.key == best)
        answers[f"{scene.id}.worst"] = next(o.id for o in reversed(scene.options) if o.key == worst)
    return answers


@pytest.mark.parametrize(
    ("best", "worst", "found"),
    [("helps", "harms", (10, 10)), ("harms", "helps", (0, 0)), ("helps", "depends", (10, 0))],
)
def test_quick_counts_a_best_that_helps_and_a_worst_that_harms(best: str, worst: str, found: tuple[int, int]) -> None:
    counts = score(QUICK, _picks(best, worst)).counts
    assert (counts["best"], counts["harmful"]) == found
    assert counts["best_of"] == counts["harmful_of"] == 10


def test_quick_leaves_out_what_was_not_chosen() -> None:
    result = score(QUICK, _picks("helps", "harms", scenes=1))
    assert (result.points, result.maximum) == (2, 20)
    assert result.parts[f"{QUICK.scenes[1].id}.best"] is None
    assert score(QUICK, {"done": True}).status == "unanswered"


@given(st.integers(0, 300))
def test_quick_respondents_never_choose_one_move_twice_and_score_within_bounds(seed: int) -> None:
    answers = simulate(QUICK, Respondent("random", seed))
    assert all(answers[f"{s.id}.best"] != answers[f"{s.id}.worst"] for s in QUICK.scenes)
    assert 0 <= (score(QUICK, answers).points or 0) <= 20


def test_quick_strong_finds_more_than_weak() -> None:
    strong, weak = (score(QUICK, simulate(QUICK, Respondent(kind))).share for kind in ("strong", "weak"))
    assert (strong, weak) == (1, 0)


def test_quick_every_feedback_can_occur_and_nothing_else() -> None:
    seen = {f.id for n in range(300) for f in score(QUICK, simulate(QUICK, Respondent("random", n))).feedback}
    assert seen == reachable(QUICK)


def test_quick_the_same_move_cannot_be_best_and_worst() -> None:
    option = FIRST.options[0].id
    for name, other in (("best", "worst"), ("worst", "best")):
        with pytest.raises(Refused) as refused:
            QUICK.check(f"{FIRST.id}.{name}", option, {f"{FIRST.id}.{other}": option})
        assert known(refused.value.key)
    assert QUICK.check(f"{FIRST.id}.best", option, {}) == option


def test_quick_the_store_takes_every_made_up_answer() -> None:
    engine = in_memory()
    person = participants.recognise(engine, "p").id
    for number, (item, value) in enumerate(simulate(QUICK, Respondent("random", 5)).items()):
        history = responses.save(engine, person, "", QUICK, item, value, str(number))
    assert history.done


def test_quick_asks_for_the_worst_among_what_is_left() -> None:
    best = FIRST.options[1]
    choices = [b for b in render(QUICK, Context(answers={f"{FIRST.id}.best": best.id})) if isinstance(b, Choice)]
    assert [len(choice.options) for choice in choices] == [5, 4]
    assert best.id not in [option.value for option in choices[1].options]
    assert len([b for b in render(QUICK, Context()) if isinstance(b, Choice)]) == 1


@pytest.mark.parametrize("language", ["nl", "en"])
def test_quick_no_feedback_before_the_commit_nor_before_the_trainer(language: Any) -> None:
    answers = _picks("helps", "harms")
    notes = [o.feedback.in_(language) for o in FIRST.options]
    done = answers | {f"{FIRST.id}.done": True}
    for stage, feedback in ((answers, True), (done, False), (done | {"done": True}, False)):
        shown = in_words(render(QUICK, Context(language=language, answers=stage, feedback=feedback, at=FIRST.id)))
        assert not any(note in shown for note in notes)
    shown = in_words(render(QUICK, Context(language=language, answers=done, at=FIRST.id)))
    assert all(note in shown for note in notes)


def test_quick_the_makers_best_move_is_in_sight_for_who_did_not_choose_it() -> None:
    answers = _picks("depends", "harms") | {f"{FIRST.id}.done": True}
    labels = [b.text for b in render(QUICK, Context(answers=answers, at=FIRST.id)) if isinstance(b, Prose)]
    best = next(o for o in FIRST.options if o.key == "helps")
    assert f"Dit helpt volgens de makers: {best.text.nl}" in labels


@pytest.mark.parametrize(
    ("answers", "title"),
    [
        (_picks("helps", "harms"), "Best and worst move as the makers see it: in 10 of the 10 situations"),
        (_picks("helps", "harms", 4), "Best and worst move as the makers see it: in 4 of the 10 situations"),
        ({}, "Best and worst move as the makers see it: in 0 of the 10 situations"),
    ],
)
def test_quick_the_picture_says_how_often_both_are_the_same(answers: dict[str, Any], title: str) -> None:
    blocks = render(QUICK, Context(language="en", answers=answers | {"done": True}, at="result"))
    assert next(b.title for b in blocks if isinstance(b, Chart)) == title


def test_quick_the_result_names_at_most_two_situations_where_both_differ() -> None:
    line = result_line(QUICK, Context(answers=_picks("harms", "helps") | {"done": True}))
    assert "Bij situatie 1 en 2 kozen" in line
    assert "situatie" not in result_line(QUICK, Context(answers=_picks("helps", "harms"))).partition("schaadt.")[2]


def test_the_short_form_plays_one_scene_of_each_theme() -> None:
    short = QUICK.with_options(Situations.Options(form="short"))
    assert [scene.id for scene in short.scenes] == [
        "grote-machine",
        "iets-praktisch",
        "antwoord-weten",
        "wij-willen-jou",
        "tijd-over",
    ]
    assert QUICK.with_options(Situations.Options()) == QUICK
    with pytest.raises(KeyError):
        SCENES.with_options(Situations.Options(form="short"))


def test_half_of_all_people_get_the_last_scene_first() -> None:
    mixed = QUICK.model_copy(update={"reverse_half": True})
    titles = [next(b.title for b in render(mixed, Context(seed=seed)) if isinstance(b, Scene)) for seed in (0, 1, 2, 3)]
    first, last = QUICK.scenes[0].title.nl, QUICK.scenes[-1].title.nl
    assert titles == [first, last, first, last]
    assert next(b.title for b in render(QUICK, Context(seed=1)) if isinstance(b, Scene)) == first


@pytest.mark.parametrize("people", [5, 12])
def test_quick_a_room_sees_its_most_divided_scenes_and_never_the_key(people: int) -> None:
    one, other = _picks("helps", "harms"), _picks("harms", "helps")
    divided = QUICK.scenes[3]
    mixed = one | {f"{divided.id}.best": other[f"{divided.id}.best"]}
    group = Group((*(one,) * (people - 2), *(mixed,) * 2), 5, False)
    blocks = summarise(QUICK, group, "nl")
    title = f"{divided.title.nl}: {people - 2} van de {people} kozen hetzelfde"
    assert next(b for b in blocks if isinstance(b, Chart)).title == title
    assert not any(o.feedback.nl in in_words(blocks) for s in QUICK.scenes for o in s.options)
    assert not any(isinstance(b, Chart) for b in summarise(QUICK, Group((one,) * 4, 5, False), "nl"))


@pytest.mark.parametrize("change", [{"roles": [{"id": "r", "text": "R"}]}, {"scenes": "no-harm"}])
def test_what_does_not_fit_quick_mode_is_refused(change: dict[str, Any]) -> None:
    if change.get("scenes"):
        kept = [o for o in QUICK_RAW["scenes"][0]["options"] if o["key"] != "harms"]
        change = {"scenes": [QUICK_RAW["scenes"][0] | {"options": kept}]}
    with pytest.raises(ValidationError) as wrong:
        Situations.model_validate(QUICK_RAW | change)
    assert [error["type"] for error in wrong.value.errors()] == ["situations-quick"]
    assert known("error.situations-quick")


def test_quick_the_keepsake_holds_the_result_and_the_own_objections() -> None:
    answers = _picks("helps", "harms") | {f"{FIRST.id}.disagree": "Bij ons ligt dat anders.", "done": True}
    assert "Bij ons ligt dat anders." in in_words(keepsake(QUICK, Context(answers=answers)))
    assert keepsake(QUICK, Context(answers=answers, feedback=False)) == ()
