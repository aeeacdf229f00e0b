"""What a response calls for (the consequence of each choice, no points), and making one up."""

from workbook.content.answers import DONE, Value
from workbook.exercises.story import Story
from workbook.exercises.story.path import follow
from workbook.scoring import UNANSWERED, Answers, Feedback, Respondent, Score, reachable, score, simulate


@score.register
def _score(exercise: Story, answers: Answers) -> Score:
    path = follow(exercise, answers)
    if not path.steps and not answers.get(exercise.by_id[exercise.start].choice):
        return UNANSWERED
    feedback = tuple(
        Feedback(f"{step.node.id}.{step.move.id}", step.node.choice, step.move.feedback, own=step.move.own)
        for step in path.steps
    )
    return Score("unscored", counts={"choices": len(path.steps), "remembered": len(path.held)}, feedback=feedback)


@reachable.register
def _reachable(exercise: Story) -> frozenset[str]:
    return frozenset(f"{node.id}.{move.id}" for node in exercise.nodes for move in node.moves)


@simulate.register
def _simulate(exercise: Story, respondent: Respondent) -> dict[str, Value]:
    """Strong takes the first move that is open, weak the last one, random any."""
    dice, answers = respondent.dice(exercise), dict[str, Value]()
    path = follow(exercise, answers)
    while path.ending is None:
        node = exercise.by_id[path.at]
        offered = node.offered(path.held)
        place = {"strong": 0, "weak": -1, "random": dice.randrange(len(offered))}[respondent.kind]
        answers |= {node.choice: offered[place].id, f"{node.id}.{DONE}": True}
        path = follow(exercise, answers)
    return answers | {DONE: True}
