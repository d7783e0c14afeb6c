"""Pages."""

from typing import Any

app_name = "purchasing"
urlpatterns: list[Any] = []
