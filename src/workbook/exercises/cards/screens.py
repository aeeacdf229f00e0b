"""The cards on one person's screen: front, back, what the makers think, the boxes, and what goes home."""

from workbook.content.answers import DONE
from workbook.exercises.cards import AGAIN_SOON, RESULTS, Card, Cards, leitner
from workbook.scoring import score
from workbook.view.blocks import Block, Box, Chart, Details, FeedbackNote, Link, Listing, Progress, Prose
from workbook.view.charts import canvas
from workbook.view.context import Context, keepsake, render
from workbook.view.inputs import Button, Choice, Choosable
from workbook.view.numbers import listed
from workbook.view.tokens import TOKENS


@render.register
def _render(exercise: Cards, context: Context) -> tuple[Block, ...]:
    number = leitner.current_round(exercise, context.answers)
    if number and (not context.done() or context.at == f"r{number}"):
        return _play(exercise, number, context)
    return _result(exercise, context)


def _play(exercise: Cards, number: int, context: Context) -> tuple[Block, ...]:
    cards = leitner.deck(exercise, context.answers, number)
    card = next(card for card in cards if not leitner.left(card, number, context.answers))
    place = cards.index(card) + 1
    said = {"round": number, "n": place, "of": len(cards), "all": len(exercise.cards)}
    key = "cards.progress"
    if number <= len(exercise.days):
        key, said = "cards.progress.day", said | {"day": exercise.days[number - 1]}
    progress = Progress(place, len(cards), context.ui(key, **said))
    front = Prose(context.text(card.front), "quote")
    part = card.part(number)
    if not context.answers.get(f"{part}.turned"):
        turn = Button(context.ui("cards.turn"), f"{part}.turned")
        say = context.ui("cards.say" if exercise.sorts else "cards.say.recall")
        return (progress, front, Prose(say), turn)
    back = FeedbackNote(context.text(card.back), context.ui("cards.back"), "neutral", card.own)
    asked = _asked(exercise, card, number, context)
    if context.done(part):
        return (
            progress,
            front,
            back,
            *asked,
            *_after(exercise, card, number, context),
            _onward(cards, number, context),
        )
    needs = tuple(choice.item for choice in asked)
    return (progress, front, back, *asked, context.commit(context.ui("cards.commit"), needs, part))


def _asked(exercise: Cards, card: Card, number: int, context: Context) -> tuple[Choice, ...]:
    """First whether it was known; then, the first time this card comes by, what lies beneath it."""
    part, done = card.part(number), context.done(card.part(number))
    given = context.answers.get(f"{part}.result")
    options = tuple(Choosable(name, context.ui(f"cards.{name}")) for name in RESULTS)
    known = Choice(f"{part}.result", context.ui("cards.knew"), options, given, disabled=done)
    if (
        exercise.question is None
        or given not in RESULTS
        or any(leitner.result(card, before, context.answers) for before in range(1, number))
    ):
        return (known,)
    sorts = tuple(Choosable(sort.id, context.text(sort.text)) for sort in exercise.sorts)
    sort = Choice(
        card.sorting, context.text(exercise.question), sorts, context.answers.get(card.sorting), disabled=done
    )
    return (known, sort)


def _after(exercise: Cards, card: Card, number: int, context: Context) -> tuple[Block, ...]:
    """What happens with the card (no secret), and what the makers see beneath it (waits for the trainer)."""
    note = exercise.again if leitner.result(card, number, context.answers) == AGAIN_SOON else exercise.known
    box = leitner.box(exercise, card, context.answers, number + 1)
    moved = FeedbackNote(context.text(note.text), context.ui("cards.in-box", box=box, of=exercise.boxes), own=note.own)
    if any(leitner.result(card, before, context.answers) for before in range(1, number)):
        return (moved,)
    if card.sort is None:
        return (moved,)
    if not context.feedback:
        return (moved, Prose(context.ui("waiting.feedback"), "note"))
    return (moved, _makers(exercise, card, context))


def _makers(exercise: Cards, card: Card, context: Context, title: str = "") -> FeedbackNote:
    names = {sort.id: context.text(sort.text) for sort in exercise.sorts}
    same = "same" if context.answers.get(card.sorting) == card.sort else "differs"
    said = context.ui(f"cards.{same}", makers=names.get(card.sort or "", ""))
    note = context.text(card.sort_note) if card.sort_note else ""
    return FeedbackNote(note, f"{title} {said}".strip(), "neutral", card.own)


def _onward(cards: tuple[Card, ...], number: int, context: Context) -> Block:
    card, *more = [card for card in cards if not leitner.left(card, number, context.answers)]
    if more:
        return Button(context.ui("cards.next"), f"{card.part(number)}.next")
    item = f"{card.part(number)}.next" if context.done() else DONE
    return Button(context.ui("cards.to-result"), item)


def _result(exercise: Cards, context: Context) -> tuple[Block, ...]:
    number = leitner.current_round(exercise, context.answers)
    further = (Button(_further(exercise, number, context), "_at", f"r{number}", "quiet"),) if number else ()
    if not leitner.seen(exercise, context.answers):
        return (Prose(context.ui("cards.nothing")), Box((*further, context.again()), "actions"))
    return (
        Prose(result_line(exercise, context), "lead"),
        _boxes(exercise, context),
        *_hardest(exercise, context),
        Prose(_next_step(exercise, context)),
        *_sorted(exercise, context),
        *_reminders(exercise, context),
        Box((*further, context.again()), "actions"),
    )


def _further(exercise: Cards, number: int, context: Context) -> str:
    """What the button to the next round is called: the day it belongs to, where the author made sets for days."""
    if number <= len(exercise.days):
        return context.ui("cards.to-day", day=exercise.days[number - 1])
    return context.ui("cards.another-round")


def _reminders(exercise: Cards, context: Context) -> tuple[Block, ...]:
    """For a calendar: when the sets come up, as a file without anything personal; and the code to come back with."""
    if not exercise.days:
        return ()
    days = listed([str(day) for day in exercise.days], context.language)
    told = Prose(context.ui("cards.reminders", days=days), "note")
    if not context.base:
        return (told,)
    file = Link(context.ui("cards.calendar"), f"{context.base}mijn/herinneringen/{exercise.id}.ics")
    code = Link(context.ui("cards.code"), f"{context.base}mijn", new_window=True)
    return (told, Box((file, code), "actions"))


def result_line(exercise: Cards, context: Context) -> str:
    """'7 van de 14 kaarten gehad: 5 wist je de laatste keer, 2 nog niet.'"""
    counts = score(exercise, context.answers).counts
    return context.ui("cards.result", known=counts["seen"] - counts["again"], **counts)


def _next_step(exercise: Cards, context: Context) -> str:
    number = leitner.current_round(exercise, context.answers)
    if number and number <= len(exercise.days):
        return context.ui("cards.step.day", day=exercise.days[number - 1])
    hard = leitner.hardest(exercise, context.answers, 1)
    if hard and not exercise.sorts:
        return context.ui("cards.step.recall")
    if hard:
        return context.ui("cards.step.hard", front=context.text(hard[0].front))
    unseen = len(exercise.cards) - len(leitner.seen(exercise, context.answers))
    return context.ui("cards.step.unseen", n=unseen) if unseen else context.ui("cards.step.all")


def _hardest(exercise: Cards, context: Context) -> tuple[Block, ...]:
    lines = tuple(
        context.ui("cards.hard-line", front=context.text(card.front), n=times)
        for card in leitner.hardest(exercise, context.answers)
        if (times := leitner.results(card, context.answers).count(AGAIN_SOON))
    )
    return (Prose(context.ui("cards.hardest"), "label"), Listing(lines)) if lines else ()


def _sorted(exercise: Cards, context: Context) -> tuple[Block, ...]:
    """Own sorting beside that of the makers, behind one tap: to read again when a trainer has opened it."""
    cards = [card for card in leitner.seen(exercise, context.answers) if context.answers.get(card.sorting)]
    if not cards:
        return ()
    if not context.feedback:
        return (Prose(context.ui("waiting.feedback"), "note"),)
    own = {sort.id: context.text(sort.text) for sort in exercise.sorts}
    notes = tuple(
        _makers(
            exercise,
            card,
            context,
            context.ui(
                "cards.own", front=context.text(card.front), own=own.get(str(context.answers[card.sorting]), "–")
            ),
        )
        for card in cards
    )
    same = sum(context.answers[card.sorting] == card.sort for card in cards)
    return (Details(context.ui("cards.sorted", n=same, of=len(cards)), notes),)


def _boxes(exercise: Cards, context: Context) -> Block:
    """A shelf of boxes with a dot for each card: filled when it was played, open while it still waits."""
    played = leitner.seen(exercise, context.answers)
    counts = {number: [0, 0] for number in range(1, exercise.boxes + 1)}  # box: [played, waiting]
    for card in exercise.cards:
        counts[leitner.box(exercise, card, context.answers)][card not in played] += 1
    title = context.ui("cards.chart", n=len(leitner.moved_up(exercise, context.answers)), of=len(exercise.cards))
    names = {number: context.ui("cards.box", n=number) for number in counts}
    said = ", ".join(f"{names[number]}: {sum(both)}" for number, both in counts.items())
    waiting = sum(both[1] for both in counts.values())
    text = context.ui("cards.chart.text", said=said)
    if waiting:
        text = f"{text} {context.ui('cards.chart.waiting', n=waiting)}"
    return Chart(_shelf(counts, names, title), title, text)


def _shelf(counts: dict[int, list[int]], names: dict[int, str], title: str) -> str:
    across = 4  # dots side by side
    rows = max(3, -(-max(sum(both) for both in counts.values()) // across))
    with canvas(title, height=0.7 + 0.17 * rows, bare=True) as drawing:
        axes = drawing.axes
        for number, (played, waiting) in counts.items():
            for i in range(played + waiting):
                fill = TOKENS["accent"] if i < played else "none"
                x, y = number - 0.27 + 0.18 * (i % across), i // across + 0.6
                axes.plot([x], [y], "o", color=TOKENS["accent"], markerfacecolor=fill, markersize=7)
            sides = [number - 0.4] * 2 + [number + 0.4] * 2
            axes.plot(sides, [rows + 0.2, 0, 0, rows + 0.2], color=TOKENS["muted"], linewidth=1.5)
            axes.text(number, -0.3, names[number], ha="center", va="top")
            axes.text(number, -1.3, f"{played + waiting}", ha="center", va="top", fontweight="bold")
        axes.set_xlim(0.5, len(counts) + 0.5)
        axes.set_ylim(-2.3, rows + 0.4)
    return drawing.svg


@keepsake.register
def _keepsake(exercise: Cards, context: Context) -> tuple[Block, ...]:
    if not leitner.seen(exercise, context.answers):
        return ()
    hard = tuple(
        f"{context.text(card.front)} – {context.text(card.back)}" for card in leitner.hardest(exercise, context.answers)
    )
    practise = (Prose(context.ui("cards.practise"), "label"), Listing(hard)) if hard else ()
    return (Prose(result_line(exercise, context)), *practise)
