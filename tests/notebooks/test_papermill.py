"""Papermill over every theme, language and respondent, and its plain command as the README gives it."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import papermill
import pytest

from workbook.content.places import notebooks_dir
from workbook.content.text import LANGUAGES
from workbook.exercises import load_content
from workbook.serve.landing import NOTEBOOKS

THEMES = sorted(load_content().themes)


def _run(notebook: str, out: Path, **parameters: object) -> str:
    source = notebooks_dir() / "participant" / f"{notebook}.ipynb"
    papermill.execute_notebook(str(source), str(out), parameters=parameters, progress_bar=False, cwd=str(source.parent))
    return _said(out)


def _said(out: Path) -> str:
    done = nbformat.read(out, 4)
    return "\n".join(str(output) for cell in done.cells if cell.cell_type == "code" for output in cell.outputs)


@pytest.mark.parametrize("respondent", ["strong", "weak", "random"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_plays_to_its_end(theme: str, language: str, respondent: str, tmp_path: Path) -> None:
    which = {} if theme in NOTEBOOKS else {"theme": theme}  # a theme without a notebook of its own is played by `theme`
    notebook = NOTEBOOKS.get(theme, "theme")
    said = _run(notebook, tmp_path / "out.ipynb", language=language, respondent=respondent, seed=7, **which)
    assert "every exercise answered, scored and saved" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_plain_command_plays_a_theme_in_a_stock_kernel(language: str, tmp_path: Path) -> None:
    plain = {
        name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER_DEFAULT", "WARMKERNEL"))
    }
    source = notebooks_dir() / "participant" / f"{NOTEBOOKS['op-stap-met-de-baas']}.ipynb"
    command = [str(Path(sys.executable).parent / "papermill"), str(source), str(tmp_path / "out.ipynb")]
    subprocess.run([*command, "-p", "language", language, "-p", "respondent", "strong"], env=plain, check=True)
    assert "every exercise answered, scored and saved" in _said(tmp_path / "out.ipynb")


@pytest.mark.parametrize("theme", sorted(NOTEBOOKS)[:2])
def test_the_theme_notebook_plays_any_theme_file(theme: str, tmp_path: Path) -> None:
    said = _run("theme", tmp_path / "out.ipynb", theme=theme, language="en", respondent="strong")
    assert "every exercise answered, scored and saved" in said


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"langauge": "en"}, "De parameter 'langauge' bestaat niet"),
        ({"min_group": 4}, "'4' kan niet bij de parameter 'min_group'"),
        ({"sector": "retail"}, "geen teksten voor de sector 'retail'"),
        ({"options": {"c1-rolkiezer": {"tempo": 3}}}, "heeft geen instelling 'tempo'"),
    ],
    ids=["unknown name", "too small a group", "a sector without texts", "an unknown option"],
)
def test_a_wrong_parameter_stops_the_notebook_with_a_plain_sentence(
    wrong: dict[str, object], sentence: str, tmp_path: Path
) -> None:
    with pytest.raises(papermill.PapermillExecutionError) as stopped:
        _run(NOTEBOOKS["op-stap-met-de-baas"], tmp_path / "out.ipynb", language="nl", **wrong)
    assert sentence in str(stopped.value)
