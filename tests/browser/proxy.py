"""The recipe of docs/hosting.md in small: Debian's nginx and the real apps, with the files that the docs name."""

import contextlib
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import urllib3

from tests.conftest import ROOT
from tests.serve.running import PATIENCE_S, answers, free_port, until

SITE = ROOT / "docs" / "nginx" / "eerlijk-verkopen.conf"
UNIT = ROOT / "docs" / "systemd" / "eerlijk-verkopen.service"
DOCUMENTED = "werkboek.example.nl"  # the host name in both files; the trainer's is `trainer.` before it
NAME = "werkboek.localhost"
NOBODY = "www-data"  # who nginx runs as when the tests run as root
MAIN = """
daemon off; worker_processes 1; pid {run}/nginx.pid; error_log {run}/error.log warn;
events {{ worker_connections 256; }}
http {{
    include /etc/nginx/mime.types;
    client_body_temp_path {run}/body; proxy_temp_path {run}/proxy; fastcgi_temp_path {run}/fastcgi;
    uwsgi_temp_path {run}/uwsgi; scgi_temp_path {run}/scgi;
    include {run}/site.conf;
}}
"""


def find_or_install() -> str:
    """The path of nginx. Raises RuntimeError with what to do where it can neither be found nor installed."""
    path = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin"])
    if found := shutil.which("nginx", path=path):
        return found
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise RuntimeError("nginx is not installed: run 'apt-get install nginx' as root, then run these tests again.")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    said = ""
    for command in (["update"], ["install", "-y", "--no-install-recommends", "nginx"]):
        call = ["apt-get", "-q", "-o", "DPkg::Lock::Timeout=300", *command]
        said = subprocess.run(call, env=environment, text=True, stdout=-1, stderr=subprocess.STDOUT, check=False).stdout
    if found := shutil.which("nginx", path=path):
        return found
    raise RuntimeError(f"nginx could not be installed with apt-get; install it by hand. It said: {said[-800:]}")


def environment_of_the_unit() -> dict[str, str]:
    """What the systemd unit sets."""
    return dict(re.findall(r"^Environment=(\w+)=(.*)$", UNIT.read_text("utf-8"), flags=re.MULTILINE))


@dataclass
class Hosted:
    """nginx on high ports before `workbook serve`, in a folder of its own that the unprivileged nginx may read."""

    run: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="wb-")))
    http: int = field(default_factory=free_port)
    https: int = field(default_factory=free_port)
    port: int = field(default_factory=free_port)
    trainer_port: int = field(default_factory=free_port)
    children: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"https://{NAME}:{self.https}"

    @property
    def trainer_address(self) -> str:
        return f"https://trainer.{NAME}:{self.https}"

    @property
    def home(self) -> Path:
        return self.run / "home"

    @property
    def certificate(self) -> Path:
        return self.run / "certificate.pem"

    def start(self) -> "Hosted":
        """Start both; they answer when this returns."""
        nginx = find_or_install()
        self._certify()
        self._start_nginx(nginx)
        self._start_workbook()
        return self

    def stop(self) -> None:
        for child in self.children:
            child.send_signal(signal.SIGTERM)
        for child in self.children:
            child.wait(PATIENCE_S)
        shutil.rmtree(self.run, ignore_errors=True)

    def _certify(self) -> None:
        key, names = self.run / "key.pem", f"subjectAltName=DNS:{NAME},DNS:trainer.{NAME}"
        command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAME}"]
        files = ["-addext", names, "-keyout", str(key), "-out", str(self.certificate)]
        subprocess.run([*command, *files], check=True, capture_output=True)

    def site(self) -> str:
        """The site file of the docs with our names, ports and paths."""
        changes = {
            r"/etc/letsencrypt/live/[^/]+/fullchain\.pem": str(self.certificate),
            r"/etc/letsencrypt/live/[^/]+/privkey\.pem": str(self.run / "key.pem"),
            r"\blisten 80;": f"listen 127.0.0.1:{self.http};",
            r"\blisten 443 ": f"listen 127.0.0.1:{self.https} ",
            r"\n *listen \[::\]:[^;]*;": "",
            r"https://\$host\$request_uri": f"https://$host:{self.https}$request_uri",
            r"127\.0\.0\.1:8866": f"127.0.0.1:{self.port}",
            r"127\.0\.0\.1:8867": f"127.0.0.1:{self.trainer_port}",
            r"/var/www/html": str(self.run / "html"),
            re.escape(DOCUMENTED): NAME,
        }
        text = SITE.read_text("utf-8")
        for pattern, new in changes.items():
            text, times = re.subn(pattern, new, text)
            assert times, f"{pattern} is no longer in {SITE.name}"
        return text

    def _start_nginx(self, nginx: str) -> None:
        challenge = self.run / "html" / ".well-known" / "acme-challenge"
        challenge.mkdir(parents=True)
        (challenge / "proof").write_text("proven")
        (self.run / "site.conf").write_text(self.site())
        (self.run / "nginx.conf").write_text(MAIN.format(run=self.run))
        self.run.chmod(0o755)
        as_nobody: dict[str, object] = {}
        if os.geteuid() == 0:
            for path in (self.run, *self.run.rglob("*")):
                shutil.chown(path, NOBODY, NOBODY)
            as_nobody = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
        command = [nginx, "-p", str(self.run), "-e", str(self.run / "error.log"), "-c", str(self.run / "nginx.conf")]
        checked = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False, **as_nobody)
        assert checked.returncode == 0, checked.stderr
        self.children.append(subprocess.Popen(command, **as_nobody))
        until(lambda: answers(f"http://127.0.0.1:{self.http}"), "nginx answers")

    def _start_workbook(self) -> None:
        ours = {
            "WORKBOOK_PUBLIC_URL": self.address,
            "WORKBOOK_HOME": str(self.home),
            "HOME": str(self.home),
            "JUPYTER_RUNTIME_DIR": str(self.run / "runtime"),
            "MPLCONFIGDIR": str(self.run / "cache"),
            "PORT": str(self.port),
            "TRAINER_PORT": str(self.trainer_port),
        }
        documented = environment_of_the_unit()
        assert set(ours) <= set(documented)
        self.home.mkdir()
        command = [str(Path(sys.executable).parent / "workbook"), "serve"]
        with (self.run / "serve.log").open("ab") as log:
            environment = {**os.environ, **documented, **ours}
            self.children.insert(0, subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log))
        until(lambda: self.children[0].poll() is not None or self._told(), "the workbook answers")
        assert self.children[0].poll() is None, (self.run / "serve.log").read_text()

    def _told(self) -> bool:
        return "Ctrl-C" in (self.run / "serve.log").read_text()

    def get(self, path: str, name: str = NAME, **headers: str) -> urllib3.BaseHTTPResponse:
        """Ask over https, as a browser with this certificate authority; redirects are not followed."""
        pool = urllib3.HTTPSConnectionPool(
            "127.0.0.1", self.https, ca_certs=str(self.certificate), server_hostname=name, assert_hostname=name
        )
        with contextlib.closing(pool):
            asked = {"Host": f"{name}:{self.https}", **headers}
            return pool.request("GET", path, headers=asked, redirect=False, timeout=PATIENCE_S, retries=False)

    def socket(self, name: str = NAME) -> ssl.SSLSocket:
        """A TLS connection to nginx, its certificate checked."""
        trust = ssl.create_default_context(cafile=str(self.certificate))
        return trust.wrap_socket(socket.create_connection(("127.0.0.1", self.https), 60), server_hostname=name)
