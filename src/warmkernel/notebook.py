"""A notebook in a page process: its first cells run once there, its last ones in every kernel that is forked off."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from warmkernel.launching import connect_matplotlib

VIEW = "application/vnd.jupyter.widget-view+json"
Outputs = list[dict[str, Any]]


class Failed(Exception):
    """A cell failed, or gave something else than it did in the rehearsal; the message says which."""


class Notebook:
    """Cells in a real IPython shell, which the kernels that are forked off take over with everything in it.

    `late` are the cells that each kernel runs. What those put out must be the same in every kernel: it is in the page
    before there is one. Only the states of widgets may differ. `expected` is that output, once it is known.
    """

    def __init__(self, late: Sequence[str]) -> None:
        from ipykernel.zmqshell import ZMQInteractiveShell
        from traitlets.config import Config

        quiet = Config({"HistoryManager": {"enabled": False}})  # a history is a file, and somebody's
        self.shell: Any = ZMQInteractiveShell.instance(config=quiet, user_ns={})
        self.shell._showtraceback = lambda *_: None  # there is nobody to show it to: `Failed` says it
        self.shell.display_formatter.format(0)  # makes its formatters once
        connect_matplotlib()
        self.late = tuple(late)
        self.expected: list[Outputs] | None = None

    def run(self, cells: Sequence[str]) -> list[Outputs]:
        """Run cells; what each of them put out, as a notebook file has it. Raises Failed."""
        return [self._run(number, cell) for number, cell in enumerate(cells, 1)]

    def take_over(self, app: Any) -> list[Outputs]:
        """In a kernel that does not answer yet: run the last cells; from now on the widgets are this kernel's.

        Raises Failed.
        """
        outputs = self.run(self.late)
        if self.expected is not None and _shown(outputs) != _shown(self.expected):
            raise Failed("its last cells put out something else than in the rehearsal")
        del self.shell._showtraceback
        manager = app.kernel.comm_manager
        for comm in manager.comms.values():
            comm.kernel = app.kernel  # made without one, it would keep every change to itself
        return outputs

    def _run(self, number: int, cell: str) -> Outputs:
        with self._captured() as outputs:
            result = self.shell.run_cell(cell, store_history=False)
        error = result.error_before_exec or result.error_in_exec
        if error is not None:
            raise Failed(f"cell {number} failed with {type(error).__name__}: {error}".splitlines()[0])
        return outputs

    @contextmanager
    def _captured(self) -> Iterator[Outputs]:
        """Collect what a cell prints, displays and gives as its result."""
        from IPython.utils.capture import capture_output

        outputs: Outputs = []
        trap = self.shell.display_trap
        before, trap.hook = trap.hook, lambda value: self._result(value, outputs)
        try:
            with capture_output() as captured:
                yield outputs
        finally:
            trap.hook = before
        if captured.stdout:
            outputs.insert(0, {"output_type": "stream", "name": "stdout", "text": captured.stdout})
        for shown in captured.outputs:
            outputs.append(_display("display_data", shown.data, shown.metadata))
        sys.stderr.write(captured.stderr)

    def _result(self, value: object, outputs: Outputs) -> None:
        if value is not None:
            data, metadata = self.shell.display_formatter.format(value)
            outputs.append(_display("execute_result", data, metadata) | {"execution_count": None})


def _shown(outputs: list[Outputs]) -> list[Outputs]:
    """What a page shows of it: where there is a widget's view, not its description in words, which holds its state."""
    return [[_view(output) for output in cell] for cell in outputs]


def _view(output: dict[str, Any]) -> dict[str, Any]:
    view = output.get("data", {}).get(VIEW)
    return output if view is None else {"output_type": output["output_type"], VIEW: view}


def _display(kind: str, data: Any, metadata: Any) -> dict[str, Any]:
    from ipykernel.jsonutil import encode_images, json_clean

    return {"output_type": kind, "data": json_clean(encode_images(data)), "metadata": json_clean(metadata or {})}
