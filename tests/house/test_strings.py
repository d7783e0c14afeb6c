"""Every sentence of the program is there in Romanian and Russian, with all its plural forms and values."""

import pytest

from mendery_launch import strings

from .sources import none


@pytest.fixture(scope="module")
def found():
    return strings.extract()


@pytest.mark.parametrize("language", strings.LANGUAGES)
def test_every_sentence_is_translated(found, language):
    none(strings.findings(language, found))


def test_sentences_are_found_in_python_and_in_templates(found):
    files = {file for files in found.values() for file in files}
    assert {file.rsplit(".", 1)[-1] for file in files} >= {"py", "html"}
    assert ("", "Sign in", "") in found


def test_one_sentence_has_one_plural(found):
    singles = [(context, single) for context, single, _ in found]
    none(f"{single!r} with and without a plural" for context, single in singles if singles.count((context, single)) > 1)


def test_sentences_are_whole_and_never_beg(found):
    words = ("successfully", "please", "oops", "invalid", "error occurred")
    none(f"{single!r}: {word}" for _, single, plural in found for word in words if word in f"{single} {plural}".lower())


def test_strings_of_forms_and_models_are_marked():
    """A label that is a plain text never reaches a translator."""
    import ast

    from .sources import ROOT, modules, tree_of

    spoken = {"label", "help_text", "next_step", "verbose_name"}
    rows = []
    for module, path in modules():
        if module.endswith((".ui.kit",)) or ".management." in module or "demo" in module:
            continue
        for node in ast.walk(tree_of(path)):
            words = node.keywords if isinstance(node, ast.Call) else []
            plain = [word for word in words if word.arg in spoken and isinstance(word.value, ast.Constant)]
            rows += [
                f"{path.relative_to(ROOT)}:{node.lineno} {word.arg}={word.value.value!r}"
                for word in plain
                if isinstance(word.value.value, str) and " " in word.value.value
            ]
    none(rows)
