"""The command line: `./mendery COMMAND`."""

import argparse
import errno
import sys

from mendery_launch import say
from mendery_launch.commands import COMMANDS
from mendery_launch.trouble import EXIT_CODE, Trouble


def main(arguments: list[str]) -> int:
    """Run one command. A wrong environment ends in one clear sentence and exit code 2, never in a traceback."""
    parser = _parser()
    if not arguments:
        parser.print_help()
        return EXIT_CODE
    options, rest = parser.parse_known_args(arguments)
    if rest and not options.takes_rest:
        parser.error(f"unknown: {' '.join(rest)}")
    try:
        return int(options.run(options, rest))
    except Trouble as trouble:
        say.trouble(str(trouble))
    except KeyboardInterrupt:
        say.trouble("Stopped.")
        return 130
    except OSError as error:
        say.trouble(_sentence(error))
    return EXIT_CODE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="mendery",
        description="Mendery: repair shop software. It sets up what it needs in this folder and runs it.",
        epilog="MENDERY_HOME names the data folder (default: var). DATABASE_URL names a PostgreSQL server to use instead of the embedded one.",
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for command in COMMANDS:
        one = commands.add_parser(command.name, help=command.help, description=command.help, add_help=not command.passes_help)
        command.add_options(one)
        one.set_defaults(run=command.run, takes_rest=command.takes_rest)
    return parser


def _sentence(error: OSError) -> str:
    place = f" ({error.filename})" if error.filename else ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"The disk is full{place}. Free some space and start again; nothing that was saved is lost."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"This user may not read or write what Mendery needs{place}. Start as the user who owns it, or name another folder in MENDERY_HOME."
    return f"The machine refused an operation{place}: {error.strerror or error}. Put that right and start again."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
