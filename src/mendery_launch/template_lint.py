"""The template lint: pages hold to the strict content security policy and to accessible basics."""

import re
import sys
from pathlib import Path

from mendery_launch.places import CHECKOUT

RULES = [
    (re.compile(r"<[^>!]*\sstyle\s*=", re.I), "no inline style; make it a class"),
    (re.compile(r"<style\b", re.I), "no <style>; put it into mendery.css"),
    (
        re.compile(r"<script\b(?![^>]*\bsrc\s*=)(?![^>]*type\s*=\s*[\"']application/(?:ld\+)?json)", re.I),
        "no inline script; put it into mendery.js",
    ),
    (re.compile(r"<[^>!]*\son[a-z]+\s*=", re.I), "no on… attribute; register an Alpine component"),
    (re.compile(r"\bhx-on\b", re.I), "no hx-on; register an Alpine component"),
    (re.compile(r"href\s*=\s*[\"']javascript:", re.I), "no javascript: address"),
    (re.compile(r"<img\b(?![^>]*\balt\s*=)[^>]*>", re.I), "an image needs alt text"),
    (re.compile(r"\b(?:src|href)\s*=\s*[\"'](?:https?:)?//", re.I), "no address of another machine"),
    (re.compile(r"\|\s*safe\b"), "no |safe; build it with format_html"),
    (re.compile(r"TODO|FIXME|lorem ipsum", re.I), "nothing unfinished"),
]
COMMENT = re.compile(r"{#.*?#}|{%\s*comment\b.*?{%\s*endcomment\s*%}", re.S)


def findings(root: Path) -> list[str]:
    """Every break of a rule, as file, line and what to do instead."""
    found = []
    for path in sorted(root.rglob("templates/**/*.html")):
        text = COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), path.read_text(encoding="utf-8"))
        for rule, advice in RULES:
            for match in rule.finditer(text):
                line = text.count("\n", 0, match.start()) + 1
                found.append(f"{path.relative_to(CHECKOUT)}:{line}: {advice}")
    return found


if __name__ == "__main__":
    broken = findings(CHECKOUT / "src")
    print("\n".join(broken) if broken else "templates are good")
    sys.exit(bool(broken))
