"""Writes source_shingles.txt from the articles, which are not ours to ship.

`python -m tests.content.make_shingles FOLDER`, where FOLDER holds one .txt for each article.
"""

import sys
from pathlib import Path

from tests.content.shingles import FILE, hashes


def main(folder: Path) -> None:
    """Hash every run of seven words of every text in `folder`."""
    found = {run for path in sorted(folder.glob("*.txt")) for run in hashes(path.read_text("utf-8"))}
    FILE.write_text("\n".join(sorted(found)) + "\n", "utf-8")
    print(f"{len(found)} runs in {FILE.name}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
