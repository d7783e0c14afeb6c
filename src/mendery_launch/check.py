"""`check`: what a change must pass before it is committed, in under a minute or two."""

import argparse
import subprocess

from mendery_launch import django, messages, packages, say
from mendery_launch.env import running_database
from mendery_launch.places import CHECKOUT, VENV

FORMAT = ("format", ["ruff", "format", "--check", "--quiet", "."])
LINTERS = [
    ("lint", ["ruff", "check", "--quiet", "--output-format", "concise", "."]),
    ("floors", ["lint-imports"]),
    ("types", ["mypy"]),
    ("templates", ["python", "-m", "mendery_launch.template_lint"]),
]
FAST = "not slow and not browser"


def run(_options: argparse.Namespace, _rest: list[str]) -> int:
    """Format, lint, floors, types, templates, and the fast tests."""
    packages.ensure("dev")
    messages.ensure()
    failed = failures([FORMAT, *LINTERS])
    with running_database(throwaway=True) as database:
        tests = subprocess.run(
            [packages.PYTHON, "-m", "pytest", "-q", "-m", FAST], cwd=CHECKOUT, env=django.environment(database), check=False
        )
    if failed:
        say.line(f"Not good yet: {', '.join(failed)}.")
    return tests.returncode or int(bool(failed))


def failures(tools: list[tuple[str, list[str]]]) -> list[str]:
    """Run the tools one after the other; answer the names of those that found something, having shown it."""
    failed = []
    for name, command in tools:
        with say.step(name) as step:
            answer = subprocess.run(
                [VENV / "bin" / command[0], *command[1:]],
                cwd=CHECKOUT,
                capture_output=True,
                text=True,
                check=False,
                env=django.environment({}),
            )
            step.note("good" if answer.returncode == 0 else "found something")
        if answer.returncode:
            failed.append(name)
            say.line((answer.stdout + answer.stderr).rstrip())
    return failed
