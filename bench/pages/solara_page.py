"""The peer page in Solara, with ipywidgets' own controls: `solara run solara_page.py`."""

import ipywidgets as widgets

from bench.pages.exercise import FIRST, QUESTIONS, RATINGS, SEND, TITLE, WAITING, Radar, feedback

controls = [
    widgets.ToggleButtons(options=RATINGS, value=FIRST, description=text)
    if number % 2
    else widgets.IntSlider(value=FIRST, min=RATINGS[0], max=RATINGS[-1], description=text)
    for number, text in enumerate(QUESTIONS)
]
button = widgets.Button(description=SEND, button_style="primary")
said = widgets.HTML(WAITING)
radar = Radar()
chart = widgets.Image(value=radar.png([FIRST] * len(QUESTIONS)), format="png")


def send(_button: object) -> None:
    """Say the feedback and draw the chart."""
    ratings = [control.value for control in controls]
    said.value = feedback(ratings)
    chart.value = radar.png(ratings)


button.on_click(send)
page = widgets.HBox([widgets.VBox([widgets.HTML(f"<h1>{TITLE}</h1>"), *controls, button, said]), chart])
