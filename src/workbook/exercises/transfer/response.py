"""What a response to a transfer shows: which uses were recognised, and whether the card is complete."""

from workbook.content.answers import DONE, Value
from workbook.content.interface import ui
from workbook.content.text import LANGUAGES, Language, Text
from workbook.exercises.transfer import CARD, DRAW, FIELDS, MATCH, NEIGHBOUR, TECHNIQUE, Transfer
from workbook.scoring import UNANSWERED, Answers, Feedback, Respondent, Score, reachable, score, simulate
from workbook.view.numbers import listed


@score.register
def _score(exercise: Transfer, answers: Answers) -> Score:
    drawn, missing = exercise.drawn(answers), exercise.missing(answers)
    if drawn is None and len(missing) == len(FIELDS):
        return UNANSWERED
    chosen = [(use, answers.get(f"{use.id}.technique")) for use in (drawn.uses if drawn else ())]
    said = [Feedback(use.id, f"{use.id}.technique", use.feedback, own=use.own) for use, given in chosen if given]
    counts = {
        "same": sum(given == use.technique for use, given in chosen),
        "uses": len(chosen),
        "filled": len(FIELDS) - len(missing),
        "fields": len(FIELDS),
    }
    return Score("unscored", counts=counts, feedback=(*said, *_of_card(exercise, missing)))


def _of_card(exercise: Transfer, missing: tuple[str, ...]) -> tuple[Feedback, ...]:
    if len(missing) == len(FIELDS):
        return ()
    note = exercise.incomplete if missing else exercise.complete
    named = {language: names(missing, language) for language in LANGUAGES}
    text = Text(nl=note.text.fill(missing=named["nl"]).nl, en=note.text.fill(missing=named["en"]).en)
    return (Feedback(f"{CARD}:{note.id}", CARD, text, own=note.own),)


def names(fields: tuple[str, ...], language: Language) -> str:
    """The names of these fields as a sentence lists them; '' for none."""
    return listed([ui(f"transfer.short.{name}", language) for name in fields], language) if fields else ""


@reachable.register
def _reachable(exercise: Transfer) -> frozenset[str]:
    uses = {use.id for neighbour in exercise.neighbours for use in neighbour.uses}
    return frozenset(uses | {f"{CARD}:{note.id}" for note in (exercise.complete, exercise.incomplete)})


@simulate.register
def _simulate(exercise: Transfer, respondent: Respondent) -> dict[str, Value]:
    """Strong matches as the makers do and fills in the whole card; weak matches nothing and leaves the date open."""
    dice = respondent.dice(exercise)
    neighbour = dice.choice(exercise.neighbours)
    answers: dict[str, Value] = {NEIGHBOUR: neighbour.id, f"{DRAW}.{DONE}": True}
    for use in neighbour.uses:
        others = [technique.id for technique in exercise.techniques if technique.id != use.technique]
        right = respondent.kind == "strong" or (respondent.kind == "random" and dice.random() < 0.5)
        answers[f"{use.id}.technique"] = use.technique if right else dice.choice(others)
    answers[f"{MATCH}.{DONE}"] = True
    written: dict[str, Value] = {
        TECHNIQUE: dice.choice(exercise.techniques).id,
        f"{CARD}.where": "Het overleg op dinsdag",
        f"{CARD}.when": "iemand 'praktisch' zegt",
        f"{CARD}.say": "Wat is praktisch voor jou?",
        f"{CARD}.date": f"2027-0{dice.randint(1, 9)}-{dice.randint(10, 28)}",
    }
    if respondent.kind == "weak":
        del written[f"{CARD}.date"]
    elif respondent.kind == "random":
        kept = [item for item in written if dice.random() < 0.8] or [TECHNIQUE]
        written = {item: written[item] for item in kept}
    return answers | written | {DONE: True}
