"""What is on somebody's sheet, what to say of it, and made-up sheets."""

from collections.abc import Iterator

from workbook.content.answers import DONE, Value
from workbook.content.interface import ui
from workbook.content.models import Note
from workbook.content.text import LANGUAGES, Language, Text
from workbook.exercises.guide import (
    AIM,
    CLIENT,
    HEARD,
    HOW,
    INVITATION,
    OUTCOMES,
    OWN,
    OWN_ITEMS,
    STANDS,
    STEP,
    STEPS,
    VOTE,
    Guide,
    Question,
)
from workbook.exercises.guide.wording import holds, noticed, seconds, words_in
from workbook.scoring import UNANSWERED, Answers, Feedback, Respondent, Score, answered, reachable, score, simulate
from workbook.view.numbers import listed

FEW_PHASES = 3  # six questions from fewer parts of the talk than this are narrow


def typed(item: str, answers: Answers) -> str:
    """What was written under an item, without the space around it."""
    return str(answers.get(item) or "").strip()


def picked(exercise: Guide, answers: Answers) -> tuple[Question, ...]:
    """The makers' questions that were chosen, in the order of the talk."""
    order = [phase.id for phase in exercise.phases]
    chosen = [question for question in exercise.questions if answers.get(question.item) is True]
    return tuple(sorted(chosen, key=lambda question: order.index(question.phase)))


def own(answers: Answers) -> dict[str, str]:
    """The questions that somebody wrote, by item."""
    return {item: text for item in OWN_ITEMS if (text := typed(item, answers))}


def asked(exercise: Guide, answers: Answers) -> int:
    """How many questions are on the sheet."""
    return len(picked(exercise, answers)) + len(own(answers))


def invitation(exercise: Guide, answers: Answers, language: Language) -> str:
    """The invitation as somebody made it, else as the makers wrote it."""
    drafted = exercise.invitation.fill(minutes=exercise.duration_minutes).in_(language)
    return typed(INVITATION, answers) or drafted


def client(exercise: Guide, answers: Answers) -> str:
    """The customer's initials: those that were filled in, else the facilitator's."""
    return typed(CLIENT, answers) or exercise.head


def missing(exercise: Guide, answers: Answers) -> tuple[str, ...]:
    """The parts of the sheet that are not ready yet: client, aim, questions, vote."""
    lacking = {
        "client": not client(exercise, answers),
        "aim": not typed(AIM, answers),
        "questions": asked(exercise, answers) != exercise.ask,
        "vote": answers.get(VOTE) is None,
    }
    return tuple(name for name, open_ in lacking.items() if open_)


def names(parts: tuple[str, ...], language: Language) -> str:
    """These parts as a sentence lists them."""
    return listed([ui(f"guide.part.{name}", language) for name in parts], language)


@score.register
def _score(exercise: Guide, answers: Answers) -> Score:
    """Unscored: the sheet is complete or not. `counts`: questions, parts of the talk, words of the invitation."""
    if not answered(answers):
        return UNANSWERED
    counts = {
        "questions": asked(exercise, answers),
        "phases": len({question.phase for question in picked(exercise, answers)}),
        "words": words_in(typed(INVITATION, answers)),
    }
    return Score("unscored", counts=counts, feedback=tuple(_feedback(exercise, answers)))


def _feedback(exercise: Guide, answers: Answers) -> Iterator[Feedback]:
    for item, text in own(answers).items():
        if answers.get(f"{item}{STANDS}") is not True:
            yield from (_told(item, note) for _, note in noticed(exercise, text))
    if holds(exercise.rules.projects, typed(AIM, answers)) and answers.get(f"{AIM}{STANDS}") is not True:
        yield _told(AIM, exercise.rules.projects)
    if seconds(typed(INVITATION, answers)) > exercise.invitation_seconds:
        yield _told(INVITATION, exercise.long_invitation)
    chosen = picked(exercise, answers)
    if len(chosen) >= FEW_PHASES and len({question.phase for question in chosen}) < FEW_PHASES:
        yield _told("questions", exercise.narrow)
    yield _whole(exercise, answers)
    if (how := answers.get(HOW)) in OUTCOMES:
        yield _told(HOW, getattr(exercise.after, str(how)))


def _whole(exercise: Guide, answers: Answers) -> Feedback:
    lacking = missing(exercise, answers)
    if not lacking:
        return _told(DONE, exercise.complete)
    said = {language: names(lacking, language) for language in LANGUAGES}
    text = exercise.incomplete.text
    filled = Text(nl=text.fill(missing=said["nl"]).nl, en=text.fill(missing=said["en"]).en)
    return Feedback(f"{DONE}:{exercise.incomplete.id}", DONE, filled, own=exercise.incomplete.own)


def _told(item: str, note: Note) -> Feedback:
    return Feedback(f"{item}:{note.id}", item, note.text, own=note.own)


@reachable.register
def _reachable(exercise: Guide) -> frozenset[str]:
    rules = exercise.rules
    ids = {f"{item}:{rule.id}" for item in OWN_ITEMS for rule in (rules.two_in_one, rules.leading, rules.sales)}
    ids |= {f"{AIM}:{rules.projects.id}", f"{INVITATION}:{exercise.long_invitation.id}"}
    ids |= {f"questions:{exercise.narrow.id}"} if len(exercise.questions) >= FEW_PHASES else set()
    ids |= {f"{DONE}:{exercise.complete.id}", f"{DONE}:{exercise.incomplete.id}"}
    return frozenset(ids | {f"{HOW}:{getattr(exercise.after, name).id}" for name in OUTCOMES})


@simulate.register
def _simulate(exercise: Guide, respondent: Respondent) -> dict[str, Value]:
    """Strong: a whole sheet, and the talk was held. Weak: narrow, leading, about projects. Random: any of it."""
    dice = respondent.dice(exercise)
    if respondent.kind == "strong":
        return _strong(exercise)
    if respondent.kind == "weak":
        return _weak(exercise)
    answers = dict[str, Value]({question.item: dice.random() < 0.3 for question in exercise.questions})
    written = ["Hoe gaat het?", "", "Is het niet zo dat het goed gaat? En wat nog?", exercise.rules.sales.words[-1]]
    answers |= {item: dice.choice([*written, exercise.rules.leading.words[-1]]) for item in OWN_ITEMS}
    answers |= {
        CLIENT: dice.choice(["MK", ""]),
        AIM: dice.choice(["Samenwerken", "", exercise.rules.projects.words[-1]]),
    }
    answers |= {VOTE: dice.choice(exercise.essential).id, DONE: True}
    return answers | {STEP: dice.choice(STEPS), HOW: dice.choice(OUTCOMES), HEARD: dice.choice(["", "Iets nieuws."])}


def _strong(exercise: Guide) -> dict[str, Value]:
    firsts = [question for rank in range(len(exercise.questions)) for question in _nth(exercise, rank)]
    answers: dict[str, Value] = {
        CLIENT: "MK",
        AIM: "Horen hoe het samenwerken loopt.",
        INVITATION: "Heb je een halfuur?",
    }
    answers |= {question.item: True for question in firsts[: exercise.ask - 1]}
    answers |= {OWN_ITEMS[0]: "Wat had je van ons verwacht?", f"{OWN}.{DONE}": True, VOTE: exercise.essential[0].id}
    return answers | {DONE: True, STEP: "called", HOW: "held", HEARD: "Iets wat ik niet wist."}


def _weak(exercise: Guide) -> dict[str, Value]:
    rules = exercise.rules
    answers: dict[str, Value] = {AIM: f"{rules.projects.words[0]} bespreken", INVITATION: "Heb je tijd? " * 30}
    answers |= {question.item: True for question in exercise.of(exercise.phases[0])[:FEW_PHASES]}
    poor = [f"Vind je {words[0]} ook?" for words in (rules.leading.words, rules.sales.words)]
    answers |= dict(zip(OWN_ITEMS, [*poor, "Wat kan beter? En wat gaat goed?"], strict=True))
    return answers | {f"{OWN}.{DONE}": True, VOTE: exercise.essential[-1].id, DONE: True, HOW: "silent"}


def _nth(exercise: Guide, rank: int) -> tuple[Question, ...]:
    """The question of this rank in every part of the talk."""
    return tuple(exercise.of(phase)[rank] for phase in exercise.phases if rank < len(exercise.of(phase)))
