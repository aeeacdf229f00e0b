"""Transfer: a neighbour is drawn, uses are matched, and the card is complete or it is not."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.exercises.helping import fault_of, in_words
from workbook.content import yaml_source
from workbook.content.answers import DONE, Refused
from workbook.content.places import data_dir
from workbook.content.sectors import in_words_of
from workbook.exercises.transfer import NEIGHBOUR, TECHNIQUE, Transfer
from workbook.scoring import Respondent, reachable, score, simulate
from workbook.store import participants, responses
from workbook.store.engine import in_memory
from workbook.store.privacy import Group
from workbook.view.blocks import Chart
from workbook.view.context import Context, keepsake, render, summarise

THEME = yaml_source.read(data_dir() / "themes" / "hoteltraining.yaml").value
RAW = next(e for section in THEME["sections"] for e in section["exercises"] if e["type"] == "transfer")
FENCE = Transfer.model_validate(RAW)
OBER = {NEIGHBOUR: "ober", "draw.done": True}
MATCHED = OBER | {
    "ober-kaart.technique": "tijd-geven",
    "ober-avond.technique": "twee-keuzes",
    "ober-herhaalt.technique": "samenvatten",
    "match.done": True,
}
CARD = {
    TECHNIQUE: "samenvatten",
    "card.where": "Het overleg op maandag",
    "card.when": "iedereen knikt",
    "card.say": "Dit hoorde ik. Wat klopt er niet?",
    "card.date": "2027-03-01",
}
EVERYBODY = [Respondent("strong"), Respondent("weak"), *(Respondent("random", seed) for seed in range(80))]


def _fault(change: Any) -> str:
    return fault_of(Transfer, RAW, change)


def test_what_does_not_fit_together_is_refused() -> None:
    assert _fault(lambda raw: raw["neighbours"][0]["uses"][0].update(technique="hamer")) == "transfer-technique"
    assert _fault(lambda raw: raw["neighbours"].append(raw["neighbours"][0])) == "double-id"
    assert _fault(lambda raw: raw["neighbours"][0]["uses"][0].update(id="card")) == "reserved-id"


def test_every_technique_is_seen_at_three_neighbours_at_least_and_no_neighbour_repeats_one() -> None:
    used = [use.technique for neighbour in FENCE.neighbours for use in neighbour.uses]
    assert len(FENCE.neighbours) == 6
    assert all(used.count(technique.id) >= 3 for technique in FENCE.techniques)
    for neighbour in FENCE.neighbours:
        assert len({use.technique for use in neighbour.uses}) == len(neighbour.uses)


def test_the_social_sector_looks_in_on_the_seller_instead_of_itself() -> None:
    titles = [neighbour.title.nl for neighbour in in_words_of(FENCE, "social").neighbours]
    assert "de kastenverkoper" in titles
    assert "de Wmo-consulent" not in titles
    assert "de Wmo-consulent" in [neighbour.title.nl for neighbour in in_words_of(FENCE, "retail").neighbours]


# --- the score --------------------------------------------------------------------------------------------------


def test_a_full_card_is_complete_and_an_open_field_is_named() -> None:
    full = score(FENCE, MATCHED | CARD)
    assert full.counts == {"same": 2, "uses": 3, "filled": 5, "fields": 5}
    assert (full.status, full.points) == ("unscored", None)
    assert "card:complete" in {feedback.id for feedback in full.feedback}
    (note,) = [
        f for f in score(FENCE, MATCHED | CARD | {"card.date": " ", "card.say": ""}).feedback if f.item == "card"
    ]
    assert note.text.nl.startswith("Nog leeg: je zin en de dag.")
    assert note.text.en.startswith("Still empty: your sentence and the day.")


def test_nothing_drawn_and_nothing_written_is_unanswered() -> None:
    assert score(FENCE, {}).status == "unanswered"
    assert score(FENCE, {DONE: True}).status == "unanswered"
    assert score(FENCE, OBER).status == "unscored"


def test_what_can_be_said_is_exactly_what_is_listed() -> None:
    found = {f.id for respondent in EVERYBODY for f in score(FENCE, simulate(FENCE, respondent)).feedback}
    assert found == reachable(FENCE)


VALUES = st.sampled_from(["ober", "kapper", "samenvatten", "x", "", "2027-03-01", "2027-13-41", None, True, 3])


@settings(deadline=None, max_examples=60)
@given(
    st.dictionaries(st.sampled_from(list(FENCE.items())), VALUES, max_size=12),
    st.sampled_from(["", "card", "match", "nowhere"]),
    st.booleans(),
)
def test_any_answers_can_be_counted_in_any_order_and_drawn(answers: dict[str, Any], at: str, feedback: bool) -> None:
    found = score(FENCE, answers)
    assert score(FENCE, dict(reversed(answers.items()))) == found
    assert {one.id for one in found.feedback} <= reachable(FENCE)
    context = Context("en", answers, at=at, feedback=feedback)
    buttons = [b for b in _buttons(json.loads(in_words(render(FENCE, context)))) if "style" not in b]
    assert len(buttons) <= 1
    keepsake(FENCE, context)


def _buttons(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if value.get("kind") == "button":
            yield value
        for child in value.values():
            yield from _buttons(child)
    elif isinstance(value, list):
        for child in value:
            yield from _buttons(child)


@pytest.mark.parametrize("respondent", EVERYBODY[:6])
def test_a_simulated_response_is_stored_without_a_refusal(respondent: Respondent) -> None:
    engine = in_memory()
    person = participants.recognise(engine, participants.new_id()).id
    answers = simulate(FENCE, respondent)
    for number, (item, value) in enumerate(answers.items()):
        history = responses.save(engine, person, "", FENCE, item, value, f"k{number}")
    assert history.done
    assert history.current.answers == answers


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 79), st.sampled_from(sorted(CARD)))
def test_filling_in_a_field_never_makes_the_card_less_complete(seed: int, item: str) -> None:
    answers = simulate(FENCE, Respondent("random", seed))
    assert len(FENCE.missing(answers | {item: CARD[item]})) <= len(FENCE.missing(answers))


# --- the screens ------------------------------------------------------------------------------------------------


def test_a_plank_shows_no_neighbour_before_it_is_lifted() -> None:
    said = in_words(render(FENCE, Context(answers={NEIGHBOUR: "ober"})))
    assert "de ober" not in said
    assert FENCE.neighbours[1].text.nl not in said
    assert "Je kijkt bij: de ober" in in_words(render(FENCE, Context(answers=OBER)))


def test_the_makers_view_waits_for_the_match_and_in_a_room_for_the_trainer() -> None:
    unmatched = {item: value for item, value in MATCHED.items() if item != "match.done"}
    for context in (Context(answers=unmatched), Context(answers=MATCHED, feedback=False, room=True)):
        said = in_words(render(FENCE, context))
        assert not [use for use in FENCE.neighbours[1].uses if use.feedback.nl in said]
    said = in_words(render(FENCE, Context(answers=MATCHED)))
    assert "Zo zien de makers het ook: Eerst tijd geven" in said
    assert "Jij ziet ‘Twee keuzes met een reden’, de makers ‘Eerst waarvoor, dan hoeveel’" in said


def test_the_card_says_what_is_open_and_warns_of_a_day_that_has_been() -> None:
    said = in_words(render(FENCE, Context(answers=MATCHED, at="card")))
    assert "Nog leeg: het gereedschap, het gesprek, het moment, je zin en de dag." in said
    old = MATCHED | CARD | {"card.date": "2020-01-01"}
    assert "Deze dag is al geweest." in in_words(render(FENCE, Context(answers=old, at="card", today=date(2027, 1, 1))))
    assert "Deze dag is al geweest." not in in_words(
        render(FENCE, Context(answers=MATCHED | CARD, at="card", today=date(2027, 3, 1)))
    )


def test_wrong_dates_and_long_texts_are_refused_in_words() -> None:
    for wrong in ("2027-02-30", "morgen"):
        with pytest.raises(Refused):
            FENCE.check("card.date", wrong, {})
    with pytest.raises(Refused):
        FENCE.check("card.say", "x" * 161, {})
    assert FENCE.check("card.date", "2027-03-01", {}) == "2027-03-01"


def test_the_match_is_final_and_the_card_is_not() -> None:
    done = MATCHED | CARD | {DONE: True}
    assert FENCE.locked(NEIGHBOUR, done)
    assert FENCE.locked("ober-kaart.technique", done)
    assert not any(FENCE.locked(item, done) for item in CARD)
    assert not FENCE.ready(DONE, MATCHED)
    assert FENCE.ready(DONE, MATCHED | {"card.say": "Ja"})
    assert not FENCE.ready("match.done", OBER)


def test_the_result_is_the_card_with_the_sheds_on_one_foundation() -> None:
    blocks = render(FENCE, Context(answers=MATCHED | CARD | {DONE: True}))
    chart = next(block for block in blocks if isinstance(block, Chart))
    assert chart.title == "Een andere schuur, hetzelfde fundament"
    assert "eerst horen wat iemand nodig heeft" in chart.text
    assert "Je keek bij: de ober." in chart.text
    assert "1 maart 2027" in in_words(blocks)
    assert "Dit hoorde ik. Wat klopt er niet?" in in_words(keepsake(FENCE, Context(answers=MATCHED | CARD)))
    assert keepsake(FENCE, Context(answers=MATCHED)) == ()


def test_a_facilitator_can_choose_neighbours() -> None:
    two = FENCE.with_options(Transfer.Options(neighbours=("kapper", "ober")))
    assert [neighbour.id for neighbour in two.neighbours] == ["kapper", "ober"]
    with pytest.raises(KeyError):
        FENCE.with_options(Transfer.Options(neighbours=("bakker",)))
    with pytest.raises(ValidationError):
        Transfer.Options(neighbours=("ober", "ober"))


def test_a_room_sees_a_wall_of_cards_and_no_words_of_a_person() -> None:
    people = tuple(MATCHED | CARD | {DONE: True, "card.say": "geheim"} for _ in range(6))
    shown = summarise(FENCE, Group(people, 5, False), "nl")
    chart = next(block for block in shown if isinstance(block, Chart))
    assert chart.title == "Het vaakst meegenomen, 6 keer: Samenvatten en laten verbeteren"
    assert "Kaarten die helemaal klaar zijn: 6 van de 6." in in_words(shown)
    assert "geheim" not in in_words(shown)
    assert not [b for b in summarise(FENCE, Group(people[:3], 5, False), "nl") if isinstance(b, Chart)]
