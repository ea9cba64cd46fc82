"""Throw-away PostgreSQL and Redis for the tests: on unix sockets, without ports, also as root.

Each server lives in its own temporary directory and ends with the process that started it.
"""

import atexit
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import NoReturn

import pytest

REDIS_START_SECONDS = 60

# Nothing here outlives the test run, so durability is traded for speed.
POSTGRES_OPTIONS = (
    "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off "
    "-c max_connections=60"
)


def missing(what: str) -> NoReturn:
    """Skip the test on a developer's machine; fail it in CI, where a skip would hide a gap."""
    if os.environ.get("CI") == "true" or os.environ.get("REQUIRE_SERVICES") == "1":
        pytest.fail(f"{what} is not installed, and this run requires it", pytrace=False)
    pytest.skip(f"{what} is not installed")


def start_postgres() -> Path | None:
    """Start a PostgreSQL and return the directory of its socket; None if it is not installed.

    The superuser is called "test" and needs no password. Takes about a second.
    """
    binaries = _postgres_binaries()
    if binaries is None:
        return None
    home = Path(tempfile.mkdtemp(prefix="coproduce-pg-"))
    prefix = _give_to_ordinary_user(home)
    data = home / "data"

    def run(program: str, *args: str, check: bool = True) -> None:
        subprocess.run(
            [*prefix, str(binaries / program), "-D", str(data), *args],
            check=check,
            stdout=subprocess.DEVNULL,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
            cwd="/",
        )

    def stop() -> None:
        run("pg_ctl", "-m", "immediate", "stop", check=False)
        shutil.rmtree(home, ignore_errors=True)

    run("initdb", "-U", "test", "--auth=trust", "--encoding=UTF8", "--no-sync", "--no-instructions")
    run("pg_ctl", "-w", "-l", str(home / "log"), "-o", f"-k {home} {POSTGRES_OPTIONS}", "start")
    atexit.register(stop)
    return home


def start_redis() -> Path | None:
    """Start a Redis and return its socket; None if it is not installed."""
    program = shutil.which("redis-server")
    if program is None:
        return None
    home = Path(tempfile.mkdtemp(prefix="coproduce-redis-"))
    socket = home / "redis.sock"
    options = {
        "--port": "0",
        "--unixsocket": str(socket),
        "--save": "",
        "--appendonly": "no",
        "--dir": str(home),
    }
    process = subprocess.Popen(
        [program, *(part for pair in options.items() for part in pair)], stdout=subprocess.DEVNULL
    )

    def stop() -> None:
        process.terminate()
        process.wait(timeout=60)
        shutil.rmtree(home, ignore_errors=True)

    atexit.register(stop)
    give_up = time.monotonic() + REDIS_START_SECONDS
    while not socket.exists():
        if process.poll() is not None or time.monotonic() > give_up:
            raise RuntimeError("redis-server is installed but did not start")
        time.sleep(0.02)
    return socket


def _postgres_binaries() -> Path | None:
    """The newest PostgreSQL here, or the one in PG_BIN."""
    installed = Path("/usr/lib/postgresql").glob("*/bin")  # Debian keeps them off the PATH
    candidates = sorted(installed, key=lambda path: int(path.parent.name), reverse=True)
    if chosen := os.environ.get("PG_BIN"):
        candidates = [Path(chosen)]
    elif on_path := shutil.which("initdb"):
        candidates.append(Path(on_path).parent)
    return next((path for path in candidates if os.access(path / "initdb", os.X_OK)), None)


def _give_to_ordinary_user(home: Path) -> list[str]:
    """PostgreSQL refuses to run as root: hand the directory over, return the command prefix."""
    if os.geteuid() != 0:
        return []
    user = _ordinary_user()
    os.chown(home, user.pw_uid, user.pw_gid)
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]


def _ordinary_user() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")
