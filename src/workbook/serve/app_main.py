"""Runs one of the two apps in this process: `python -m workbook.serve.app_main participant --port=8866 …`."""

import os
import signal
import sys

from workbook.content.interface import ui
from workbook.content.problems import reader_language
from workbook.facilitate.trouble import Trouble
from workbook.store.engine import StoreUnavailable


def main() -> None:
    """Start the app that the first argument names; the rest goes to Voila. Exit status 1 with a sentence on trouble."""
    from workbook.serve.apps import ParticipantApp, TrainerApp

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches us as SIGTERM from `workbook serve`
    app = {"participant": ParticipantApp, "trainer": TrainerApp}[sys.argv[1]]
    os.umask(0o077)
    try:
        app.launch_instance(sys.argv[2:])
    except StoreUnavailable as error:
        sys.exit(ui(error.key, reader_language(), **error.values))
    except Trouble as trouble:
        sys.exit(trouble.message)


if __name__ == "__main__":
    main()
