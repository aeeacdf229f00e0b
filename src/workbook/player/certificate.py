"""The certificate: what somebody took part in and finished. It counts work; it says nothing of how well it was done."""

from dataclasses import dataclass

from workbook.exercises import load_content
from workbook.player.plan import plan_of
from workbook.player.shaping import as_told_to
from workbook.player.visitor import Visitor
from workbook.store import responses


@dataclass(frozen=True)
class Work:
    """What somebody finished, alone or in any session.

    `themes`: per theme its id, how many of its exercises were finished (at least one) and how many
    there are for this person: what is for another sector does not count.
    `plans` with at least a sentence in them; `follow_ups`: exercises taken up again on a later day.
    """

    themes: tuple[tuple[str, int, int], ...]
    plans: int
    follow_ups: int

    @property
    def exercises(self) -> int:
        """How many exercises were finished."""
        return sum(done for _, done, _ in self.themes)

    @property
    def complete(self) -> bool:
        """Whether there is everything that the certificate asks for: an exercise, a plan and a follow-up."""
        return bool(self.exercises and self.plans and self.follow_ups)


def work_of(visitor: Visitor) -> Work:
    """The finished work of this visitor; an exercise done alone and in a session counts once."""
    content = load_content()
    told = responses.everything(visitor.engine, visitor.person)
    rooms = dict.fromkeys(["", *(str(answer["session"] or "") for answer in told)])
    histories = [responses.histories(visitor.engine, visitor.person, room) for room in rooms]
    finished: dict[str, list[responses.Attempt]] = {}
    for history in histories:
        for name, one in history.items():
            finished.setdefault(name, []).extend(attempt for attempt in one.attempts if attempt.done)
    themes, plans, follow_ups = [], 0, 0
    for theme in content.themes.values():
        done = [exercise for exercise in theme.exercises if finished.get(exercise.id)]
        if done:
            offered = {exercise.id for exercise in as_told_to(theme, visitor.session).exercises}
            themes.append((theme.id, len(done), len(offered.union(exercise.id for exercise in done))))
        plans += any(attempt.answers.get("what") for attempt in finished.get(plan_of(theme).id, ()))
        for exercise in done:
            follow_ups += any(exercise.followed_up(attempt.answers) for attempt in finished[exercise.id])
    return Work(tuple(themes), plans, follow_ups)
