"""What the tests of several types need: every block of a screen, what it says, and what a wrong file is told."""

import json
from collections.abc import Callable, Iterable
from copy import deepcopy
from typing import Any

import pytest
from pydantic import ValidationError

from workbook.content.answers import Value
from workbook.content.interface import ui
from workbook.content.models import Exercise
from workbook.scoring import Respondent, reachable, score, simulate
from workbook.store import participants, responses
from workbook.store.engine import in_memory
from workbook.store.responses import History
from workbook.view.blocks import Block, as_data


def every(blocks: Iterable[Block]) -> list[Block]:
    """These blocks and all that stand in them."""
    found: list[Block] = []
    for block in blocks:
        found.append(block)
        found += every(getattr(block, "blocks", ()))
    return found


def in_words(blocks: Any) -> str:
    """Everything in these blocks, as it goes to the browser."""
    return json.dumps(as_data(tuple(blocks)), ensure_ascii=False)


def fault_of(model: type[Exercise], raw: dict[str, Any], change: Callable[[dict[str, Any]], object]) -> str:
    """The one error of an exercise that was changed; its sentence has everything filled in, in both languages."""
    changed = deepcopy(raw)
    change(changed)
    with pytest.raises(ValidationError) as caught:
        model.model_validate(changed)
    (error,) = caught.value.errors()
    for language in ("nl", "en"):
        assert "{" not in ui(f"error.{error['type']}", language, **dict.fromkeys(error.get("ctx", {}), "x"))
    return str(error["type"])


def stored(exercise: Exercise, answers: dict[str, Value]) -> History:
    """What the store makes of these answers, saved one by one by somebody new; raises Refused where one is refused."""
    engine, history = in_memory(), History()
    person = participants.recognise(engine, participants.new_id()).id
    for number, (item, value) in enumerate(answers.items()):
        history = responses.save(engine, person, "", exercise, item, value, f"k{number}")
    return history


def scored_within(exercise: Exercise, answers: dict[str, Any], most: int) -> None:
    """Any answers, in any order, give the same score, from 0 to `most`, with feedback that the exercise lists."""
    found = score(exercise, answers)
    assert found.points is None or 0 <= found.points <= most
    assert score(exercise, dict(reversed(answers.items()))) == found
    assert {feedback.id for feedback in found.feedback} <= reachable(exercise)


def kept_whole(exercise: Exercise, respondent: Respondent) -> None:
    """What this respondent answers is stored without a refusal, and comes back as it was."""
    answers = simulate(exercise, respondent)
    history = stored(exercise, answers)
    assert history.done
    assert history.current.answers == answers
