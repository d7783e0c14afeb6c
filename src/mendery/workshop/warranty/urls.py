"""Pages."""

from typing import Any

app_name = "warranty"
urlpatterns: list[Any] = []
