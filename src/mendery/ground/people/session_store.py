"""Sessions in the database, as Django keeps them, read by a plain statement: every page begins with it."""

from typing import Any

from django.contrib.sessions.backends import db
from django.utils import timezone

from mendery.ground.tenancy import direct


class SessionStore(db.SessionStore):
    """The same store with a cheaper read."""

    def _get_session_from_db(self) -> Any:
        found = direct.first(self.model, "session_key = %s AND expire_date > %s", [self.session_key, timezone.now()])
        if found is None:
            self._session_key = None
        return found
