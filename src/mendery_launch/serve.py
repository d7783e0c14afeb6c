"""`demo` and `serve`: set up step by step, then look after the server until somebody stops it."""

import argparse
import errno
import os
import signal
import socket
import subprocess
import time
from pathlib import Path
from types import FrameType

from mendery_launch import assets, django, messages, packages, say, tether
from mendery_launch.env import Environment, running_database
from mendery_launch.trouble import EXIT_CODE, Trouble

GRACE = 3
PATIENCE = 10
FALLS_IN_A_ROW = 3
LOOPBACK = ("127.0.0.1", "localhost")


def demo(options: argparse.Namespace, _rest: list[str]) -> int:
    """Serve with the demo businesses, which are loaded on the first start."""
    return _serve(options, demo=True)


def serve(options: argparse.Namespace, _rest: list[str]) -> int:
    """Serve what is there."""
    return _serve(options, demo=False)


def _serve(options: argparse.Namespace, *, demo: bool) -> int:
    _stop_on_signals()
    refuse_taken_port(options.host, options.port)
    say.line("Mendery")
    packages.ensure()
    assets.ensure()
    messages.ensure()
    with _Shown() as database:
        database.update(_serving(options.host, demo=demo))
        web = Web(options.host, options.port, database)
        links = Path(database["MENDERY_HOME"]) / "run" / "links.txt"
        prepare = ["-m", "mendery.config.prepare", *(["--demo", web.address, str(links)] if demo else [])]
        if django.run_python(prepare, {**database, "MENDERY_AS": "owner"}):
            raise Trouble("Mendery could not be prepared; the reason stands above.")
        try:
            return _run(web, database, links if demo else None)
        except KeyboardInterrupt:
            return 0
        finally:
            with say.step("stopping"):
                web.stop()


def _serving(host: str, *, demo: bool) -> dict[str, str]:
    """Settings that hold for serving only: compressed static files, and the names under which we may be called."""
    found = {"MENDERY_STATIC_STORAGE": "whitenoise.storage.CompressedManifestStaticFilesStorage", "MENDERY_DEMO": "1" if demo else "0"}
    if host not in LOOPBACK and "MENDERY_HOSTS" not in os.environ:
        found["MENDERY_HOSTS"] = ",".join([*LOOPBACK, "[::1]", host, socket.gethostname(), socket.getfqdn()])
    return found


def _run(web: "Web", database: Environment, links: Path | None) -> int:
    with say.step("server"):
        web.start()
        web.wait_ready()
    if links:
        say.line()
        say.line(links.read_text(encoding="utf-8").rstrip())
        links.unlink()
    say.line()
    say.line(f"Mendery runs at {web.address} (ready after {say.since_start():.1f} s). Stop it with Ctrl-C.")
    return _look_after(web, database)


def refuse_taken_port(host: str, port: int) -> None:
    """Say at once that the port is not to be had, before any work is done."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise Trouble(
                    f"Port {port} is taken by another program.", f"Stop that program, or choose another port: --port {port + 1}."
                ) from error
            raise Trouble(
                f"This machine does not allow listening on {host}, port {port}: {error.strerror}.", "Choose another with --host or --port."
            ) from error


class Web:
    """The web server process."""

    def __init__(self, host: str, port: int, database: Environment) -> None:
        self.host, self.port, self.database = host, port, database
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        name = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{name}:{self.port}/"

    def start(self) -> None:
        """Start it in a session of its own, so that Ctrl-C reaches only us, and tied to our life."""
        arguments = [
            "-m",
            "uvicorn",
            "mendery.config.asgi:application",
            "--host",
            self.host,
            "--port",
            str(self.port),
            "--timeout-graceful-shutdown",
            str(GRACE),
            "--no-access-log",
            "--log-level",
            "warning",
            "--no-server-header",
        ]
        self.process = subprocess.Popen(
            [str(packages.PYTHON), *arguments],
            env=django.environment(self.database),
            start_new_session=True,
            preexec_fn=tether.before_exec(),
        )
        tether.watchdog(self.process.pid)

    def wait_ready(self) -> None:
        """Return when it accepts connections."""
        target = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104 - compared, not bound
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            if self.ended() is not None:
                raise Trouble("The server stopped while starting; its reason stands above.")
            try:
                socket.create_connection((target, self.port), timeout=1).close()
            except OSError:
                time.sleep(0.05)
                continue
            return
        raise Trouble("The server did not start within a minute.", "Start again; if it happens twice, report it.")

    def ended(self) -> int | None:
        """Its exit code, or None while it runs."""
        return self.process.poll() if self.process else None

    def stop(self) -> None:
        """Let open requests finish, for a few seconds."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


def _look_after(web: Web, database: Environment) -> int:
    """Restart what was killed, until a signal asks us to stop."""
    falls: list[float] = []
    while True:
        time.sleep(0.5)
        if database.share and not database.share.keeper_lives():
            say.line("The keeper of the database is gone; starting it again.")
            database.share.ensure()
        code = web.ended()
        if code is None:
            continue
        falls = [moment for moment in falls if time.monotonic() - moment < 60] + [time.monotonic()]
        if code == EXIT_CODE or len(falls) > FALLS_IN_A_ROW:
            raise Trouble("The server stopped; its reason stands above.")
        say.line(f"The server ended with {code}; starting it again.")
        web.start()


class _Shown:
    """The running database, with its step shown."""

    def __enter__(self) -> Environment:
        self._manager = running_database()
        with say.step("database") as step:
            environment = self._manager.__enter__()
            facts = environment.share.facts if environment.share else {}
            step.note(f"PostgreSQL {facts['major']}" if facts else "from DATABASE_URL")
        return environment

    def __exit__(self, *error: object) -> None:
        self._manager.__exit__(None, None, None)


def _stop_on_signals() -> None:
    """The first signal asks for an orderly stop, at whatever step we are; later ones change nothing."""

    def handle(_signal: int, _frame: FrameType | None) -> None:
        for sign in signals:
            signal.signal(sign, signal.SIG_IGN)
        raise KeyboardInterrupt

    signals = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
    for sign in signals:
        signal.signal(sign, handle)
