"""Pages."""

from typing import Any

app_name = "workorders"
urlpatterns: list[Any] = []
