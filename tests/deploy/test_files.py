"""The files of docs/deploy: read by the programs they are for, and tried where these can run."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys

import pytest

from finder.settings import SETTINGS
from tests.conftest import ROOT, missing
from tests.deploy.running import PATHS, SECRET, ask, free_port, program, running, written_below

DEPLOY = ROOT / "docs" / "deploy"
UNITS = sorted(
    each.name for each in DEPLOY.glob("finder*.*") if each.suffix in (".service", ".socket", ".timer")
)
HOST = "find.example.org"


def tool(name: str) -> str:
    """Return the path of a program of the system."""
    return shutil.which(name, path="/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin") or missing(
        f"{name} is not installed"
    )


def run(*command: object) -> str:
    done = subprocess.run([*map(str, command)], check=False, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture
def units(tmp_path):
    """The units, with the command of this checkout."""
    for name in UNITS:
        text = (DEPLOY / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace("/opt/finder/.venv/bin/finder", program("finder")))
    return tmp_path


@pytest.mark.parametrize("name", UNITS)
def test_systemd_reads_each_unit_without_a_complaint(units, name):
    said = run(tool("systemd-analyze"), "verify", units / name)
    assert [line for line in said.splitlines() if "finder" in line] == []


@pytest.mark.parametrize("name", [name for name in UNITS if name.endswith(".service")])
def test_each_service_is_confined(units, name):
    said = run(tool("systemd-analyze"), "security", "--offline=true", "--threshold=25", units / name)
    assert "Overall exposure level" in said


def test_both_services_are_confined_alike():
    kept = re.compile(
        r"^(?:Protect|Private|Restrict|System|NoNew|Capab|Lock|Remove|UMask|User|Group).*$", re.M
    )
    site, refresh = (
        kept.findall((DEPLOY / name).read_text()) for name in ("finder.service", "finder-refresh.service")
    )
    assert site == refresh
    assert len(site) > 15


def test_the_example_settings_are_settings():
    lines = (DEPLOY / "finder.env").read_text().splitlines()
    names = [line.partition("=")[0] for line in lines if line and not line.startswith("#")]
    assert set(names) <= {each.name for each in SETTINGS}


def test_the_container_is_made_of_what_the_checkout_has():
    text = (DEPLOY / "Containerfile").read_text().replace("\\\n", " ")
    steps = [line.split(maxsplit=1) for line in text.splitlines() if line and not line.startswith("#")]
    assert steps[0][0] == "FROM"
    known = {"FROM", "RUN", "WORKDIR", "COPY", "USER", "ENV", "VOLUME", "EXPOSE", "HEALTHCHECK", "CMD"}
    assert {name for name, _ in steps} <= known
    for name, rest in steps:
        if name == "COPY":
            for source in shlex.split(rest)[:-1]:
                assert (ROOT / source).exists(), source
    names = [name for name, _ in steps]
    assert names.index("USER") < names.index("CMD")  # it does not run as root


@pytest.fixture
def nginx(tmp_path):
    """The site of nginx on free ports with a certificate made here; return its folder and its ports."""
    folder, plain, tls, site = tmp_path / "nginx", free_port(), free_port(), free_port()
    (folder / "logs").mkdir(parents=True)
    run(
        tool("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1",
        "-subj", f"/CN={HOST}", "-keyout", folder / "key.pem", "-out", folder / "cert.pem",
    )  # fmt: skip
    text = (DEPLOY / "nginx.conf").read_text()
    for old, new in (
        ("listen [::]:80;", ""),
        ("listen [::]:443 ssl http2;", ""),
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("listen 443 ssl http2;", f"listen 127.0.0.1:{tls} ssl http2;"),
        (f"/etc/letsencrypt/live/{HOST}/fullchain.pem", str(folder / "cert.pem")),
        (f"/etc/letsencrypt/live/{HOST}/privkey.pem", str(folder / "key.pem")),
        ("/var/log/nginx/", f"{folder}/logs/"),
        ("127.0.0.1:8000", f"127.0.0.1:{site}"),
    ):
        assert old in text
        text = text.replace(old, new)
    (folder / "site.conf").write_text(text)
    paths = "".join(
        f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/logs/main; events {{}}"
        f" http {{ {paths} include {folder}/site.conf; }}"
    )
    run(tool("nginx"), "-t", "-p", folder, "-c", folder / "nginx.conf")
    return folder, plain, tls, site


def test_nginx_serves_the_site_by_tls_and_logs_no_question(nginx, home, tmp_path):
    folder, plain, tls, site = nginx
    serve = [sys.executable, "-m", "finder", "serve", "--port", str(site)]
    settings = {"FINDER_LOG_REQUESTS": "on", "FINDER_LOG": "json"}
    with running(
        [tool("nginx"), "-p", str(folder), "-c", str(folder / "nginx.conf")], home, tmp_path / "out"
    ):
        assert ask(tls, f"/search?near={SECRET}", tls=True, host=HOST).status == 502  # nobody is there yet
        with running(serve, home, tmp_path / "site", **settings):
            ask(site, "/healthz")
            for path, statuses in PATHS.items():
                assert ask(tls, path, tls=True, host=HOST).status in statuses, path
            assert ask(tls, "/metrics", tls=True, host=HOST).status == 404
            moved = ask(plain, f"/search?near={SECRET}", host=HOST)
            assert (moved.status, moved.headers["Location"]) == (301, f"https://{HOST}/")
            assert ask(tls, "/", tls=True, host=HOST).headers["Content-Security-Policy"]
    assert (folder / "logs" / "finder.log").read_text().count("\n") >= len(PATHS)
    assert SECRET not in written_below(folder / "logs") + (tmp_path / "out").read_text()
    assert SECRET not in (tmp_path / "site").read_text()


def test_caddy_serves_the_site_and_logs_no_question(home, tmp_path):
    port, site = free_port(), free_port()
    text = (DEPLOY / "Caddyfile").read_text()
    run(tool("caddy"), "validate", "--adapter", "caddyfile", "--config", DEPLOY / "Caddyfile")
    here = text.replace(f"{HOST} {{", f"http://127.0.0.1:{port} {{").replace(
        "127.0.0.1:8000", f"127.0.0.1:{site}"
    )
    config = tmp_path / "Caddyfile"
    config.write_text(here.replace("{\n", "{\n\tadmin off\n", 1))
    command = [tool("caddy"), "run", "--adapter", "caddyfile", "--config", str(config)]
    serve = [sys.executable, "-m", "finder", "serve", "--port", str(site)]
    own = {"XDG_DATA_HOME": str(tmp_path / "caddy"), "XDG_CONFIG_HOME": str(tmp_path / "caddy")}
    with running(command, home, tmp_path / "out", **own):
        assert ask(port, f"/search?near={SECRET}").status == 502  # nobody is there yet
        with running(serve, home, tmp_path / "site"):
            ask(site, "/healthz")
            for path, statuses in PATHS.items():
                assert ask(port, path).status in statuses, path
            assert ask(port, "/metrics").status == 404
    assert SECRET not in (tmp_path / "out").read_text()
