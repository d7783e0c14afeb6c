"""People at their screens: Debian's Chromium on a live server, each signed in with their own password."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from mendery.ground.tenancy.scope import business
from tests import cast

from .screen import PASSWORD, Screen

NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture
def chromium(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A browser; without one the test is skipped with a word, but never where changes are judged."""
    program = next((found for name in NAMES if (found := shutil.which(name))), None)
    if program is None:
        why = "There is no Chromium here: install it (apt install chromium) to run the browser tests."
        pytest.fail(why) if os.environ.get("MENDERY_BROWSER") == "required" else pytest.skip(why)
    from playwright.sync_api import sync_playwright

    # Playwright keeps a loop in this thread; the ORM of the test itself is still called from one thread only.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


@pytest.fixture
def workshop(transactional_db: None, settings: Any, tmp_path: Path) -> cast.Workshop:
    """A small Romanian workshop whose rows are committed and whose people have passwords."""
    settings.FILES = tmp_path
    made = cast.found("garage", "Garaj Popescu")
    with business(made.business.pk):
        for person in made.person.values():
            person.set_password(PASSWORD)
            person.save(update_fields=["password"])
    return made


@pytest.fixture
def sit_down(chromium: Any, live_server: Any, workshop: cast.Workshop) -> Callable[..., Screen]:
    """``sit_down("receptionist", phone=True)`` → their screen, signed in."""

    def sit(role: str, *, phone: bool = False) -> Screen:
        size = {"width": 390, "height": 844} if phone else {"width": 1366, "height": 860}
        context = chromium.new_context(
            base_url=live_server.url, viewport=size, has_touch=phone, locale="en-GB", timezone_id="Europe/Bucharest"
        )
        screen = Screen(context.new_page(), workshop.business.slug)
        screen.sign_in(f"{role}@{workshop.business.slug}.example")
        return screen

    return sit
