"""Situations: what the result says in words."""

from typing import Any

import pytest

from workbook.content import yaml_source
from workbook.content.places import data_dir
from workbook.exercises.situations import KEYS, Situations
from workbook.scoring import Respondent, simulate
from workbook.view.blocks import Chart, Prose
from workbook.view.context import Context, render

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
        f"Bij {harms} van de {harms} zetten die schaden ook."
    )
