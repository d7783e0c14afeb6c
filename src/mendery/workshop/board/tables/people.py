"""Names and colours of those who work here, asked once per page."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.safestring import SafeString

from mendery.ground.company.models import Staff
from mendery.ground.ui import components


@dataclass(frozen=True)
class Face:
    """Somebody as a list shows them."""

    name: str
    tone: str
    is_technician: bool


class People:
    """Everybody who works or worked here, by id."""

    def __init__(self) -> None:
        rows = Staff.objects.order_by("name").values_list("id", "name", "tone", "is_technician", "is_active")
        self.faces: dict[UUID, Face] = {}
        self.technicians: list[tuple[UUID, str]] = []
        for staff_id, name, tone, is_technician, is_active in rows:
            self.faces[staff_id] = Face(name, tone, is_technician)
            if is_technician and is_active:
                self.technicians.append((staff_id, name))

    def avatars(self, ids: Iterable[UUID]) -> SafeString:
        """Their initials, overlapping; a dash for nobody."""
        faces = [self.faces[one] for one in ids if one in self.faces]
        if not faces:
            return components.DASH
        drawn = "".join(components.avatar(face.name, tone=face.tone) for face in faces)
        return SafeString(f'<span class="avs">{drawn}</span>')

    def names(self, ids: Iterable[UUID]) -> str:
        """Their names, one after another."""
        return ", ".join(self.faces[one].name for one in ids if one in self.faces)

    def name(self, staff_id: str) -> str:
        """The name behind an id that stands in an address."""
        return next((name for key, name in self.technicians if str(key) == staff_id), "")
