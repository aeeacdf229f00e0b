"""What every framework shows: the questions, the feedback and the chart. Imports nothing of any framework."""

import io
from collections.abc import Sequence

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

TITLE = "Oefening: feedback op het verkoopgesprek van een collega"
AXES = ("Opening", "Luisteren", "Behoefte", "Bezwaren", "Voorstel", "Afsluiten")
QUESTIONS = tuple(f"{axis}: {what}" for axis in AXES for what in ("stelt open vragen", "vat samen en checkt"))
RATINGS = (1, 2, 3, 4, 5)
FIRST = 3  # what every rating stands at before anybody touched it
WAITING = "Nog niet verstuurd."
THANKS = "Dank je"  # by this word the clients know the feedback
SEND = "Verstuur"


def means(ratings: Sequence[float]) -> list[float]:
    """The mean of the two ratings of each axis."""
    return [float(np.mean(ratings[2 * number : 2 * number + 2])) for number in range(len(AXES))]


def feedback(ratings: Sequence[float]) -> str:
    """One sentence about the strongest and the weakest axis."""
    found = means(ratings)
    best, worst = int(np.argmax(found)), int(np.argmin(found))
    return f"{THANKS}. Sterk: {AXES[best]} ({found[best]:.1f}). Oefen nog: {AXES[worst]} ({found[worst]:.1f})."


def radar(ratings: Sequence[float]) -> Figure:
    """The chart. Not through pyplot: some servers draw in threads."""
    figure = Figure(figsize=(5, 4))
    axes = figure.add_subplot(projection="polar")
    angles = np.linspace(0, 2 * np.pi, len(AXES), endpoint=False)
    found = means(ratings)
    axes.plot([*angles, angles[0]], [*found, found[0]], color="#1f5fa8", lw=2)
    axes.fill([*angles, angles[0]], [*found, found[0]], color="#1f5fa8", alpha=0.25)
    axes.set_xticks(angles)
    axes.set_xticklabels(AXES)
    axes.set_ylim(0, 5)
    figure.tight_layout()
    return figure


def png(ratings: Sequence[float]) -> bytes:
    """The chart as a picture."""
    out = io.BytesIO()
    figure = radar(ratings)
    FigureCanvasAgg(figure)
    figure.savefig(out, format="png")
    return out.getvalue()
