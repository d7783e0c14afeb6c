"""Pages."""

from typing import Any

app_name = "cashdesk"
urlpatterns: list[Any] = []
