"""What a response to thoughts shows: a tally of kinds, and what each chosen thought makes you say."""

from workbook.content.answers import DONE, Value
from workbook.exercises.thoughts import HELPING, HELPING_WORDS, OWN, Kind, Stop, Thought, Thoughts
from workbook.scoring import UNANSWERED, Answers, Feedback, Respondent, Score, reachable, score, simulate


def thought_at(stop: Stop, answers: Answers) -> Thought | None:
    """The thought that somebody had here; of an own thought the given one of the kind that they named."""
    chosen, named = answers.get(f"{stop.id}.thought"), answers.get(f"{stop.id}.kind")
    wanted = (t for t in stop.thoughts if (t.kind == named if chosen == OWN else t.id == chosen))
    return next(wanted, None)


def kind_at(stop: Stop, answers: Answers) -> str | None:
    """The kind of the thought at this stop, None where there is none yet."""
    thought = thought_at(stop, answers)
    return thought.kind if thought else None


def tally(exercise: Thoughts, answers: Answers) -> dict[str, int]:
    """How many thoughts of each kind."""
    found = [kind_at(stop, answers) for stop in exercise.stops]
    return {kind.id: found.count(kind.id) for kind in exercise.kinds}


def most(exercise: Thoughts, answers: Answers) -> tuple[Kind, ...]:
    """The kinds that came most of those that are not the open one; () where there were none."""
    counts = tally(exercise, answers)
    closed = [kind for kind in exercise.kinds if not kind.open and counts[kind.id]]
    highest = max((counts[kind.id] for kind in closed), default=0)
    return tuple(kind for kind in closed if counts[kind.id] == highest)


@score.register
def _score(exercise: Thoughts, answers: Answers) -> Score:
    had = [(stop, thought) for stop in exercise.stops if (thought := thought_at(stop, answers))]
    if not had:
        return UNANSWERED
    said = [
        Feedback(f"{stop.id}.thought:{thought.id}", f"{stop.id}.thought", thought.feedback, own=thought.own)
        for stop, thought in had
    ]
    return Score("unscored", counts=tally(exercise, answers), feedback=(*said, *advice(exercise, answers)))


def advice(exercise: Thoughts, answers: Answers) -> tuple[Feedback, ...]:
    """An example of a helping thought for the kinds that came most: two at most."""
    kinds = most(exercise, answers)[:2]
    if not kinds:
        note = exercise.all_open
        return (Feedback(f"{HELPING}:{note.id}", HELPING, note.text, own=note.own),)
    return tuple(Feedback(f"{HELPING}:{kind.id}", HELPING, kind.example, own=kind.own) for kind in kinds)


@reachable.register
def _reachable(exercise: Thoughts) -> frozenset[str]:
    at_stops = {f"{stop.id}.thought:{thought.id}" for stop in exercise.stops for thought in stop.thoughts}
    closed = {f"{HELPING}:{kind.id}" for kind in exercise.kinds if not kind.open}
    return frozenset(at_stops | closed | {f"{HELPING}:{exercise.all_open.id}"})


@simulate.register
def _simulate(exercise: Thoughts, respondent: Respondent) -> dict[str, Value]:
    """Strong is curious everywhere and knows it; weak never is; random has own thoughts too."""
    dice, answers = respondent.dice(exercise), dict[str, Value]()
    curious = next(kind for kind in exercise.kinds if kind.open)
    for stop in exercise.stops:
        kind = curious if respondent.kind == "strong" else dice.choice(exercise.kinds)
        if respondent.kind == "weak":
            kind = dice.choice([kind for kind in exercise.kinds if not kind.open])
        own = respondent.kind == "random" and dice.random() < 0.2
        answers[f"{stop.id}.thought"] = OWN if own else stop.of_kind(kind.id).id
        if own:
            answers[f"{stop.id}.words"] = "Straks is de winkel dicht."
        answers[f"{stop.id}.kind"] = kind.id
        answers[f"{stop.id}.{DONE}"] = True
    example = {"strong": curious.example.nl, "weak": "x", "random": "Eerst vragen."}
    return answers | {HELPING_WORDS: example[respondent.kind][:160], DONE: True}
