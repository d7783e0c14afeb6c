"""Names and colours of those who work here."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.safestring import SafeString

from mendery.ground.ui import components
from mendery.workshop.board.queries.surroundings import Face, Surroundings


class People:
    """Everybody who works or worked here, by id; technicians apart, to choose from."""

    def __init__(self, around: Surroundings) -> None:
        self.faces: dict[UUID, Face] = {face.id: face for face in around.staff}
        self.technicians = [(face.id, face.name) for face in around.staff if face.is_technician]

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
