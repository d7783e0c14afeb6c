"""`./mendery events`: every fact and question, who tells it, and who listens."""

import inspect
import os

import django


def main() -> None:
    """Print one block per event, in the order of their names."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mendery.config.settings")
    django.setup()
    from mendery.ground.events.bell import listeners  # noqa: PLC0415 - apps register their listeners in setup()

    for kind, handlers in sorted(listeners().items(), key=lambda entry: entry[0].__name__):
        first = (inspect.getdoc(kind) or "").split("\n", 1)[0]
        print(f"{kind.__name__} ({kind.__module__}): {first}")  # noqa: T201 - a command's answer
        for handler in handlers:
            print(f"    heard by {handler.__module__}.{handler.__qualname__}")  # noqa: T201 - a command's answer


if __name__ == "__main__":
    main()
