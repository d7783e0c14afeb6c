"""Templates hold to the content security policy, to accessible basics, and say nothing that no translator sees."""

from mendery.ground.ui import lint
from mendery_launch.places import CHECKOUT
from mendery_launch.template_lint import findings

from .sources import none


def test_templates_hold_to_the_content_security_policy():
    none(findings(CHECKOUT / "src"))


def test_templates_speak_every_language():
    none(lint.findings(CHECKOUT / "src"))
