"""The official conformance suite, against a warm kernel found through its entry point alone."""

import os

import psutil
import pytest
from jupyter_client.provisioning import KernelProvisionerFactory

import warmkernel

suite = pytest.importorskip("jupyter_kernel_test")


class TestWarmKernel(suite.KernelTests):
    kernel_name = "python3"
    language_name = "python"
    file_extension = ".py"
    code_hello_world = "print('hello, world')"
    code_stderr = "import sys; print('test', file=sys.stderr)"
    completion_samples = [{"text": "zi", "matches": {"zip"}}]
    complete_code_samples = ["1", "print('hello, world')", "def f(x):\n  return x*2\n\n\n"]
    incomplete_code_samples = ["print('''hello", "def f(x):\n  x*2"]
    invalid_code_samples = ["import = 7q"]
    code_page_something = "zip?"
    code_generate_error = "raise"
    code_execute_result = [{"code": "1+2+3", "result": "6"}]
    code_display_data = [
        {"code": "from IPython.display import HTML, display; display(HTML('<b>test</b>'))", "mime": "text/html"}
    ]
    code_history_pattern = "1?2*"
    supported_history_operations = ("tail", "search")  # "range" fails with a stock kernel too (IPython says session 0)
    code_inspect_sample = "zip"
    code_clear_output = "from IPython.display import clear_output; clear_output()"

    @classmethod
    def setUpClass(cls):
        os.environ["JUPYTER_DEFAULT_PROVISIONER_NAME"] = warmkernel.NAME
        KernelProvisionerFactory.clear_instance()
        KernelProvisionerFactory.provisioners.pop(warmkernel.NAME, None)
        super().setUpClass()

    @classmethod
    def tearDownClass(cls):
        super().tearDownClass()
        warmkernel.close_all()
        del os.environ["JUPYTER_DEFAULT_PROVISIONER_NAME"]
        KernelProvisionerFactory.clear_instance()

    def test_it_is_a_warm_kernel_that_is_tested(self):
        assert psutil.Process(self.km.provisioner.pid).ppid() != os.getpid()
