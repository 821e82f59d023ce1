"""Which processes make up the desk, their command lines and their environment."""

import ipaddress
import os
import signal
import socket
import sys
from collections.abc import Mapping

from factcheck.run.addresses import CHECKOUT, run_folder, var_folder
from factcheck.run.crew import Member
from factcheck.run.passthrough import VARIABLES
from factcheck.run.postgres import make_app_url
from factcheck.run.secret import read_secret

TOLD_TO_SETUP = "DESK_APP_PASSWORD"  # of the desk's own role; setup alone is told
STATIC_READY = "Static files are in place."  # setup says so: the web server may start


def prepare_command() -> list[str]:
    """What is run once before the desk's processes."""
    return [sys.executable, "-m", "factcheck.run.prepare"]


def find_app_url(owner_url: str) -> str:
    """Where the desk's processes find the embedded database: as the lesser role."""
    password = read_secret(var_folder(), name="pg-app-password")
    return make_app_url(owner_url, password=password)


def lessen(environment: dict[str, str], services: Mapping[str, str]) -> dict[str, str]:
    """The environment of web server, worker and beat: they sign in to the embedded
    database as a role that cannot rewrite the trail, and do not know its owner's."""
    if "postgres" not in services:
        return environment
    app_url = find_app_url(services["postgres"])
    rest = {key: value for key, value in environment.items() if key != TOLD_TO_SETUP}
    return {**rest, VARIABLES["postgres"]: app_url}


def list_members(
    environment: dict[str, str], *, host: str, port: int
) -> tuple[Member, Member, Member]:
    """Web server, worker and beat, none of them started."""
    celery = [sys.executable, "-m", "celery", "-q", "-A", "factcheck.celery:app"]
    level = environment.get("DESK_LOG_LEVEL") or "WARNING"
    workers = environment.get("DESK_WORKERS") or str(min(os.cpu_count() or 2, 4))
    worker = [*celery, "worker", "--concurrency", workers, "--loglevel", level]
    beat = [*celery, "beat", "--pidfile=", "--loglevel", level]
    return (
        # gunicorn's workers leave by themselves when their master is gone
        Member("web", web_command(host, port), environment, on_orphaned=signal.SIGQUIT),
        Member("worker", [*worker, "--without-gossip", "--without-mingle"], environment),
        Member("beat", beat, environment),
    )


def web_command(host: str, port: int) -> list[str]:
    """gunicorn with threads: pages that wait for news hold a thread, not a process."""
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    return [
        *(sys.executable, "-m", "gunicorn", "factcheck.wsgi", "--bind", bind),
        *("--worker-class", "gthread", "--workers", "2", "--threads", "12"),
        *("--timeout", "60", "--graceful-timeout", "5", "--no-control-socket"),
        "--preload",  # one import of the desk instead of one for each worker
        *("--worker-tmp-dir", str(run_folder()), "--log-level", "warning"),
    ]


def find_near(host: str) -> str:
    """The address by which this machine reaches a server that listens on `host`."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:  # a name
        return host
    if not address.is_unspecified:
        return host
    return "127.0.0.1" if address.version == 4 else "::1"


def make_environment(
    given: Mapping[str, str], *, host: str, port: int, services: Mapping[str, str]
) -> dict[str, str]:
    """The environment of the desk's processes: `given` wins wherever it says something."""
    near = find_near(host)
    shown = f"[{near}]" if ":" in near else near
    names = ["localhost", "127.0.0.1", "[::1]", shown, socket.gethostname()]
    ours = {
        "DJANGO_SETTINGS_MODULE": "factcheck.settings",
        "DESK_DEMO": "1",
        "DESK_HOSTS": ",".join(dict.fromkeys(names)),
        "DESK_SECRET_KEY": read_secret(var_folder()),
        "DESK_URL": f"http://{shown}:{port}",
        "HOST": host,
        "PORT": str(port),
    }
    said = {key: value for key, value in given.items() if value}
    fixed = {
        "DESK_SIGN_IN_FILE": str(run_folder() / "sign-in.txt"),
        "DESK_VAR": str(var_folder()),
        "PYTHONPATH": os.pathsep.join(
            filter(None, [str(CHECKOUT), given.get("PYTHONPATH")])
        ),
        "PYTHONUNBUFFERED": "1",
    }
    found = {VARIABLES[name]: url for name, url in services.items()}
    if "postgres" in services:
        found[TOLD_TO_SETUP] = read_secret(var_folder(), name="pg-app-password")
    return {**ours, **said, **fixed, **found}
