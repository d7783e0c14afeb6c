"""A person at a screen: finds things by the words that stand there, and fails when a page complains."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PASSWORD = "Frana-de-mana-1998"
PATIENCE, PAUSE = 20_000, 40  # milliseconds
NEVER = ("Refused to", "Content Security Policy", "Uncaught")


@dataclass
class Screen:
    """One signed-in browser window."""

    page: Any
    slug: str
    complaints: list[str] = field(default_factory=list)
    under_way: list[Any] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(PATIENCE)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._hear)
        self.page.on("request", self._begin)
        self.page.on("requestfinished", self._end)
        self.page.on("requestfailed", self._end)

    def _hear(self, message: Any) -> None:
        if any(word in message.text for word in NEVER):
            self.complaints.append(message.text)

    def _begin(self, request: Any) -> None:
        if request.resource_type != "eventsource":
            self.under_way.append(request)

    def _end(self, request: Any) -> None:
        if request in self.under_way:
            self.under_way.remove(request)

    def sign_in(self, name: str) -> None:
        self.page.goto("/sign-in")
        self.writes("E-mail or phone", name)
        self.writes("Password", PASSWORD)
        self.presses("Sign in")
        self.page.wait_for_url(f"**/b/{self.slug}/")

    def opens(self, path: str) -> None:
        """Goes to a page of the business."""
        answer = self.page.goto(f"/b/{self.slug}/{path}")
        assert answer.status == 200, (path, answer.status)

    def area(self) -> Any:
        """The open dialog, else the page."""
        return self.page.locator("dialog[open], body:not(:has(dialog[open]))")

    @contextmanager
    def looking_for(self, words: str) -> Iterator[None]:
        """A failure says what was looked for, where, and what stood there instead."""
        from playwright.sync_api import Error

        try:
            yield
        except Error as error:
            shown = " | ".join(self.area().inner_text().split("\n"))
            raise AssertionError(f"{words!r} at {self.page.url}: {error.message[:300]}\n{shown[:3000]}") from None

    def presses(self, words: str) -> None:
        """Presses the button or follows the link with these words, and waits until the page is quiet again."""
        area = self.area()
        named = area.get_by_role("button", name=words).or_(area.get_by_role("link", name=words))
        with self.looking_for(words):
            named.filter(visible=True).first.click()
            self.rests()

    def asks(self, words: str) -> None:
        """Presses what opens a dialog, and waits for it; what follows happens inside."""
        self.presses(words)
        with self.looking_for(words):
            self.page.locator("dialog[open]").wait_for()

    def labelled(self, label: str) -> Any:
        """The field under a label."""
        exactly = re.compile(rf"^\s*{re.escape(label)}( \(optional\))?\s*$")
        return self.area().get_by_label(exactly).filter(visible=True).first

    def writes(self, label: str, text: str) -> None:
        with self.looking_for(label):
            self.labelled(label).fill(text)

    def chooses(self, label: str, option: str) -> None:
        with self.looking_for(label):
            self.labelled(label).select_option(label=option)

    def ticks(self, words: str) -> None:
        with self.looking_for(words):
            self.area().locator("label").filter(has_text=words).filter(visible=True).first.click()

    def enters(self, text: str, *, quantity: str, option: str = "") -> None:
        """Types a line where lines are typed, by keyboard: what it is, how many, Enter."""
        with self.looking_for(text):
            entry = self.page.get_by_label("Add a line: code, part or labour").filter(visible=True).last
            entry.press_sequentially(text)
            found = self.page.get_by_role("option").filter(has_text=option or text).filter(visible=True).first
            found.wait_for()
            for _ in range(20):
                if found.get_attribute("aria-selected") == "true":
                    break
                entry.press("ArrowDown")
            entry.press("Tab")
            self.page.keyboard.type(quantity)
            self.page.keyboard.press("Enter")
            self.rests()

    def uploads(self, path: Path) -> None:
        self.page.locator("input[type=file]").first.set_input_files(path)

    def signs(self) -> None:
        """Draws a name with a finger, once more while no ink stays: the pad is fetched only by pages that have one."""
        pad = self.page.locator("canvas[data-sign]")
        pad.evaluate("pad => pad.scrollIntoView({block: 'center'})")
        for _ in range(10):
            self._draws(pad.bounding_box())
            if self.page.locator("[data-sign-png]").input_value():
                return
            self.page.wait_for_timeout(300)
        raise AssertionError(f"No ink stays on the pad of {self.page.url}")

    def _draws(self, box: Any) -> None:
        left, top = box["x"] + 30, box["y"] + box["height"] / 2
        self.page.mouse.move(left, top)
        self.page.mouse.down()
        for step in range(1, 12):
            self.page.mouse.move(left + step * 14, top + (20 if step % 2 else -20))
        self.page.mouse.up()

    def sees(self, words: str) -> None:
        with self.looking_for(words):
            self.page.get_by_text(words).filter(visible=True).first.wait_for()

    def rests(self) -> None:
        """Until nothing is under way, and what came is drawn."""
        for _ in range(PATIENCE // PAUSE):
            self.page.wait_for_timeout(PAUSE)
            if not self.under_way:
                self.page.wait_for_load_state()
                return
        raise AssertionError(f"{self.page.url} never rests: {[request.url for request in self.under_way]}")

    def fits(self) -> None:
        """Nothing is wider than the screen."""
        wide = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{self.page.url} is {wide} px too wide"


Sit = Callable[..., Screen]
