"""One PostgreSQL data folder: made, started, awaited, stopped."""

import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from mendery_launch import processes, tether
from mendery_launch.binaries import Binaries, choose
from mendery_launch.identity import Runner, runner_for
from mendery_launch.places import Home
from mendery_launch.trouble import Trouble

BOOTSTRAP = "mendery_bootstrap"
PORT = 5432
LONGEST_SOCKET_FOLDER = 85
LOG_LIMIT = 10_000_000

SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "max_connections": "60",
    "shared_buffers": "128MB",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "random_page_cost": "1.1",
    "log_line_prefix": "%m [%p] ",
    "max_wal_size": "512MB",
}
THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}


class Cluster:
    """The embedded database of one data folder."""

    def __init__(self, home: Home, *, only: str = "", throwaway: bool = False) -> None:
        self.folder = home.pg
        self.data = self.folder / "data"
        self.log = self.folder / "server.log"
        self.binaries: Binaries = choose(major=self._made_by(), only=only)
        self.runner: Runner = runner_for(self.folder, self.binaries.folder)
        self.settings = {**SETTINGS, **(THROWAWAY if throwaway else {})}

    @property
    def sockets(self) -> Path:
        """The data folder itself, which only its user may enter; a short folder when that path is too long for a socket."""
        if len(str(self.data)) <= LONGEST_SOCKET_FOLDER:
            return self.data
        mark = hashlib.sha256(str(self.data).encode()).hexdigest()[:12]
        runtime = os.environ.get("XDG_RUNTIME_DIR", "") if self.runner.uid is None else ""
        return Path(runtime or tempfile.gettempdir()) / f"mendery-{mark}"

    def make(self) -> None:
        """Make the data folder, whole or not at all."""
        self.folder.mkdir(mode=0o755, exist_ok=True)
        if not (self.data / "PG_VERSION").exists():
            draft = self.folder / "data.new"
            shutil.rmtree(draft, ignore_errors=True)
            self.runner.own(self.folder)
            self._run("initdb", "-D", str(draft), "-U", BOOTSTRAP, *self._initdb_options())
            draft.rename(self.data)
        self.runner.own(self.folder)

    def start(self) -> subprocess.Popen[bytes]:
        """Start the server and return when it answers."""
        self._clear_stale()
        self._make_socket_folder()
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".old"))
        options = [f"-c{name}={value}" for name, value in self.settings.items()]
        namespace = [*self.runner.prefix, "setpriv", "--pdeathsig", "INT"] if self.runner.prefix else []
        with self.log.open("ab") as log:
            server = subprocess.Popen(
                [
                    *namespace,
                    self.binaries.program("postgres"),
                    "-D",
                    str(self.data),
                    f"-cunix_socket_directories={self.sockets}",
                    *options,
                ],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                cwd="/",
                preexec_fn=tether.before_exec(),
                **self.runner.arguments(),
            )
        tether.watchdog(server.pid)
        self._wait_ready(server)
        return server

    def stop(self, server: subprocess.Popen[bytes]) -> None:
        """Stop it: open transactions are rolled back, everything committed is kept."""
        for sign, patience in ((signal.SIGINT, 30), (signal.SIGQUIT, 10), (signal.SIGKILL, 10)):
            if server.poll() is None:
                server.send_signal(sign)
            try:
                server.wait(patience)
            except subprocess.TimeoutExpired:
                continue
            return

    def ready(self) -> bool:
        """Whether it accepts connections; a pid alone proves nothing."""
        answer = subprocess.run(
            [self.binaries.program("pg_isready"), "-q", "-h", str(self.sockets), "-p", str(PORT), "-d", "postgres", "-U", BOOTSTRAP],
            check=False,
        )
        return answer.returncode == 0

    def psql(self, database: str, sql: str) -> None:
        """Run SQL as the bootstrap superuser, whom only the launcher uses."""
        self._run(
            "psql",
            "-X",
            "-q",
            "-v",
            "ON_ERROR_STOP=1",
            "-h",
            str(self.sockets),
            "-p",
            str(PORT),
            "-U",
            BOOTSTRAP,
            "-d",
            database,
            text=sql,
        )

    def _made_by(self) -> int | None:
        try:
            return int((self.data / "PG_VERSION").read_text().strip())
        except (FileNotFoundError, PermissionError, ValueError):
            return None

    def _initdb_options(self) -> list[str]:
        locale = (
            ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"] if self.binaries.major >= 17 else ["--locale=C.UTF-8"]
        )
        return ["-E", "UTF8", *locale, "--data-checksums", "--wal-segsize=4", "--auth=trust", "--no-instructions"]

    def _run(self, program: str, *arguments: str, text: str = "") -> None:
        answer = subprocess.run(
            [*self.runner.prefix, self.binaries.program(program), *arguments],
            input=text,
            capture_output=True,
            text=True,
            check=False,
            cwd="/",
            env={**os.environ, "LC_ALL": "C", "TZ": "UTC"},
            **self.runner.arguments(),
        )
        if answer.returncode:
            raise _explain(program, answer.stderr or answer.stdout)

    def _clear_stale(self) -> None:
        """Remove the pid file and the socket's lock of a server that is no more, once nothing works in the folder."""
        deadline = time.monotonic() + 40
        while processes.backends_in(self.data):
            if time.monotonic() > deadline:
                raise Trouble(
                    f"An older PostgreSQL server still works in {self.data}.",
                    f"Stop process {processes.backends_in(self.data)[0]} (kill -INT) and start again.",
                )
            time.sleep(0.1)
        pid = _first_number(self.data / "postmaster.pid")
        if pid is None or not processes.is_postgres(pid, self.data):
            for stale in (self.data / "postmaster.pid", *self.sockets.glob(f".s.PGSQL.{PORT}*")):
                stale.unlink(missing_ok=True)

    def _make_socket_folder(self) -> None:
        if self.sockets == self.data:
            return
        self.sockets.mkdir(mode=0o700, exist_ok=True)
        uid = os.geteuid() if self.runner.uid is None else self.runner.uid
        if os.geteuid() == 0:
            os.chown(self.sockets, uid, -1, follow_symlinks=False)
        if self.sockets.is_symlink() or self.sockets.stat().st_uid != uid:
            raise Trouble(f"The folder {self.sockets} belongs to somebody else.", "Remove it, or move MENDERY_HOME to a shorter path.")
        self.sockets.chmod(0o700)

    def _wait_ready(self, server: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + 120
        while not self.ready():
            if server.poll() is not None:
                raise _explain("postgres", self._last_words())
            if time.monotonic() > deadline:
                self.stop(server)
                raise Trouble("The database did not start within two minutes.", f"Its log is {self.log}.")
            time.sleep(0.03)

    def _last_words(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")[-4000:] if self.log.exists() else ""


def _first_number(path: Path) -> int | None:
    try:
        return int(path.read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return None


def _explain(program: str, text: str) -> Trouble:
    """The sentence for what a program of PostgreSQL said last."""
    if "No space left on device" in text:
        return Trouble(
            "The disk is full, so the database cannot start.", "Free some space and start again; nothing that was saved is lost."
        )
    if "Permission denied" in text:
        return Trouble("The database may not use its own folder.", "Start as the user who owns the data folder.")
    lines = [line.strip() for line in text.splitlines() if any(w in line for w in ("FATAL", "PANIC", "ERROR", "error:"))]
    said = lines[-1] if lines else (text.strip().splitlines() or ["nothing"])[-1]
    return Trouble(f"PostgreSQL's {program} stopped and said: {said}.")
