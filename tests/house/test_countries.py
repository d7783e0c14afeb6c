"""What is about a country is in its pack: the core names none."""

import re

from .sources import ROOT, modules, none, text_of

NAMES = re.compile(r"\b(Romania|România|Russia|Россия|Moldova|ANAF|e-?Factura|CUI|ИНН|КПП|NIR|НДС|TVA)\b")
BRANCHING = re.compile(r"country\s*(==|!=|in)\s*[\"'(\[{]")
# The look of papers and words are data of the look, not rules: plates, number formats, country names for choices.
ALLOWED = {
    "src/mendery/ground/ui/plates.py", "src/mendery/ground/ui/formats.py", "src/mendery/ground/ui/vocabulary.py", "src/mendery/ground/ui/kit.py", "src/mendery/ground/ui/lint.py",
    "src/mendery/config/settings.py",
}  # fmt: skip


def _core():
    for module, path in modules():
        name = str(path.relative_to(ROOT))
        if module.startswith("mendery.") and name not in ALLOWED and ".demo" not in module:
            yield name, _without_docstrings(text_of(path))


def _without_docstrings(text):
    return re.sub(r"#.*", "", re.sub(r'"""[\s\S]*?"""', "", text))


def test_the_core_branches_on_no_country():
    none([name for name, text in _core() if BRANCHING.search(text)])


def test_the_core_names_no_country_and_none_of_its_papers():
    found = [f"{name}: {match[0]}" for name, text in _core() for match in NAMES.finditer(text)]
    none(found)
