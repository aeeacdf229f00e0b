"""The participant app, as it is, with another folder of notebooks: `python -m bench.notebooks_app FOLDER --port=…`."""

import sys

from workbook.serve.apps import ParticipantApp


class OwnNotebooks(ParticipantApp):
    """Everything as in the workbook but whose notebooks: the peer page must be the same everywhere."""

    folder = ""

    def initialize(self, argv: list[str] | None = None) -> None:
        """As in the workbook, then another root. Raises StoreUnavailable."""
        super().initialize(argv)
        self.root_dir = self.folder


if __name__ == "__main__":
    OwnNotebooks.folder = sys.argv[1]
    OwnNotebooks.launch_instance(sys.argv[2:])
