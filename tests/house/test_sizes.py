"""A file fits in a sitting, a template on a few screens. The lists of exceptions may only shrink."""

from .sources import ROOT, SOURCE, modules, none, text_of

FILE, TEST, TEMPLATE = 500, 800, 250
LONGER: dict[str, int] = {}


def _lines(path):
    return text_of(path).count("\n")


def test_files_are_not_longer_than_a_sitting():
    found = {}
    for module, path in modules(tests=True):
        name = str(path.relative_to(ROOT))
        limit = LONGER.get(name, TEST if ".tests." in module else FILE)
        if _lines(path) > limit:
            found[name] = _lines(path)
    assert found == {}


def test_templates_are_short():
    none([str(path.relative_to(ROOT)) for path in SOURCE.rglob("templates/**/*.html") if _lines(path) > TEMPLATE])


def test_exceptions_are_still_needed():
    none(
        [
            name
            for name, limit in LONGER.items()
            if not (ROOT / name).exists() or _lines(ROOT / name) <= FILE or _lines(ROOT / name) < limit - 20
        ]
    )


def test_every_package_says_what_it_is():
    silent = []
    for module, path in modules():
        quiet = path.name == "__init__.py" and not text_of(path).strip() and ".management" not in module and "templatetags" not in module
        if quiet:
            silent.append(str(path.relative_to(ROOT)))
    none(silent)


def test_nothing_is_left_unfinished():
    words = ("TODO", "FIXME", "XXX", "raise NotImplementedError")
    found = [
        f"{path.relative_to(ROOT)}: {word}" for _, path in modules() for word in words if word in text_of(path)
    ]  # fmt: skip
    none(found)
