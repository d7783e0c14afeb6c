"""What a person is told when the environment is wrong."""

EXIT_CODE = 2


class Trouble(Exception):  # noqa: N818 - it reads as what it is, like Refused
    """One sentence that says what is wrong, and one that says the way out. Never shown as a traceback."""

    def __init__(self, sentence: str, way_out: str = "") -> None:
        super().__init__(f"{sentence} {way_out}".strip())
