"""Pages of members inside a business."""

from typing import Any

app_name = "members"
urlpatterns: list[Any] = []
