"""The notebooks that list a theme's sections themselves."""

import json
import re

import pytest

from tests.conftest import ROOT
from workbook.serve.landing import NOTEBOOKS


@pytest.mark.parametrize("theme", sorted(NOTEBOOKS))
def test_a_notebook_shows_every_section_of_its_theme_in_order(theme, content):
    cells = json.loads((ROOT / "notebooks" / "participant" / f"{NOTEBOOKS[theme]}.ipynb").read_text())["cells"]
    code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    shown = re.findall(r'page\.section\("([^"]+)"\)', code)
    assert shown == [section.id for section in content.themes[theme].sections]
