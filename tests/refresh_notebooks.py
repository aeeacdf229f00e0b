"""Executes every notebook in place and keeps outputs only where nbval compares them.

nbval passes a checked cell that was never executed, so the checked cells carry their output and their count.
"""

import os
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient

CHECKED = {"nbval-check-output", "keep_output"}


def refresh(path: Path) -> None:
    """Run one notebook, then strip it the way `nbstripout --keep-count` does."""
    notebook = nbformat.read(path, 4)
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(path.parent)}}).execute()
    for cell in notebook.cells:
        cell.metadata = {"tags": cell.metadata["tags"]} if cell.metadata.get("tags") else {}
        if cell.cell_type == "code" and not set(cell.metadata.get("tags", ())) >= CHECKED:
            cell.outputs = []
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    nbformat.write(notebook, path)


def main(paths: list[Path]) -> None:
    """Refresh these notebooks (all of them by default), on a state folder of their own."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["WORKBOOK_HOME"] = home
        for path in paths or sorted((Path(__file__).resolve().parents[1] / "notebooks").glob("*/*.ipynb")):
            print(path.name, flush=True)
            refresh(path)


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
