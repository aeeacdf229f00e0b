"""The participant app with another folder of notebooks: `python -m tests.browser.own_notebooks FOLDER --port=…`."""

import sys
from typing import Any

from workbook.serve.apps import ParticipantApp


class OwnNotebooks(ParticipantApp):
    """Everything as in the workbook, but whose notebooks."""

    folder = ""

    def initialize(self, argv: list[str] | None = None) -> Any:
        """As in the workbook, then another root."""
        super().initialize(argv)
        self.root_dir = self.folder


if __name__ == "__main__":
    OwnNotebooks.folder = sys.argv[1]
    OwnNotebooks.launch_instance(sys.argv[2:])
