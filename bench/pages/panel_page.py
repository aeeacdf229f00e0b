"""The peer page in Panel: `panel serve panel_page.py`."""

import panel as pn

from bench.pages.exercise import FIRST, QUESTIONS, RATINGS, SEND, TITLE, WAITING, Radar, feedback

pn.extension()
controls = [
    pn.widgets.RadioButtonGroup(name=text, options=list(RATINGS), value=FIRST)
    if number % 2
    else pn.widgets.IntSlider(name=text, start=RATINGS[0], end=RATINGS[-1], value=FIRST)
    for number, text in enumerate(QUESTIONS)
]
button = pn.widgets.Button(name=SEND, button_type="primary")
said = pn.pane.HTML(WAITING)
radar = Radar()
chart = pn.pane.Matplotlib(radar.of([FIRST] * len(QUESTIONS)), tight=True)


def send(_event: object) -> None:
    """Say the feedback and draw the chart."""
    ratings = [control.value for control in controls]
    said.object = feedback(ratings)
    radar.of(ratings)
    chart.param.trigger("object")


button.on_click(send)
lines = [
    item
    for control in controls
    for item in ([pn.pane.HTML(control.name), control] if "Radio" in type(control).__name__ else [control])
]
pn.Row(pn.Column(f"# {TITLE}", *lines, button, said), chart).servable(title="Peer")
