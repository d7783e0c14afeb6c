"""Pages."""

from typing import Any

app_name = "company"
urlpatterns: list[Any] = []
