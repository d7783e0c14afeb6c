"""One class carries every anticipated refusal to pages and programs alike."""

from typing import Any


class Refused(Exception):  # noqa: N818 -- reads as a sentence where it is raised
    """The business says no: nothing was changed.

    code       stable and documented, e.g. ``not_enough_in_stock``; programs act on it
    message    translatable sentence: what happened and why, with ``%(name)s`` places for ``params``
    field      name of the input field it belongs to, if it is one
    next_step  translatable sentence: what to do now
    status     HTTP status for programs: 422, 409 for conflicts, 404 for strangers, 403 for rights
    """

    code = "refused"
    status = 422

    def __init__(
        self,
        message: Any = "",
        *,
        code: str = "",
        params: dict[str, Any] | None = None,
        field: str | None = None,
        next_step: Any = "",
        status: int = 0,
    ) -> None:
        self._sentence = message
        self.code = code or type(self).code
        self.params = params or {}
        self.field = field
        self.next_step = next_step
        self.status = status or type(self).status
        super().__init__(self.code)

    @property
    def text(self) -> str:
        """The sentence in the reader's language, with its values in their places."""
        sentence = str(self._sentence)
        return sentence % self.params if self.params else sentence

    message = text

    def __str__(self) -> str:
        return self.text


class Refusals(Refused):
    """Several reasons at once, shown together."""

    code = "several_reasons"

    def __init__(self, reasons: list[Refused]) -> None:
        self.reasons = reasons
        super().__init__(" ".join(reason.text for reason in reasons), status=max(r.status for r in reasons))
