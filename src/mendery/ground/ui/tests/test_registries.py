"""Slots and providers: who fills what, who sees it, in which order, each thing once."""

import pytest
from django.template import Context

from mendery.ground.ui import providers, slots
from mendery.ground.ui.providers import NavEntry, Registry, SearchHit, TodayItem


@pytest.fixture
def _empty_places(monkeypatch):
    monkeypatch.setattr(slots, "_fillings", type(slots._fillings)(list))


@pytest.mark.usefixtures("_empty_places")
def test_a_place_shows_its_fillings_in_order_to_those_who_may_see_them():
    slots.fill("card.facts", "ui/_read_only.html", lambda party: {"why": f"owes {party}"}, order=20)
    slots.fill("card.facts", "ui/_refusal.html", lambda party: {"refused": {"message": "margin"}}, permission="margins.see", order=10)
    assert "owes 5" in slots.render("card.facts", Context(), {"party": 5})
    assert "margin" not in slots.render("card.facts", Context(), {"party": 5})
    seen = slots.render("card.facts", Context({"may": lambda right: right == "margins.see"}), {"party": 5})
    assert seen.index("margin") < seen.index("owes 5")


@pytest.mark.usefixtures("_empty_places")
def test_a_filling_with_nothing_to_say_is_left_out():
    slots.fill("card.facts", "ui/_read_only.html", lambda: None)
    assert slots.render("card.facts", Context(), {}) == ""


@pytest.mark.usefixtures("_empty_places")
def test_filling_twice_replaces():
    slots.fill("x", "a.html", lambda: None)
    slots.fill("x", "a.html", lambda: None, order=5)
    assert [filling.order for filling in slots.fillings("x")] == [5]
    assert list(slots.places()) == ["x"]


def item(key, rank, since=None):
    return TodayItem(key=key, rank=rank, asset="", title="", detail="", tone="red", icon="alarm", state="", action="", url="", since=since)


def test_today_ranks_by_kind_and_then_by_waiting(monkeypatch, at):
    registry = Registry("items")
    monkeypatch.setattr(providers, "today_items", registry)
    older = at.replace(hour=1)
    registry.register(
        "a", lambda actor: [item("told", providers.NOT_TOLD), item("new", providers.LATE, at), item("old", providers.LATE, older)]
    )
    registry.register("b", lambda actor: [item("old", providers.OTHER)])
    assert [each.key for each in providers.needs_you_now(None)] == ["old", "new", "told"]


def hit(key, group_order, score=50):
    return SearchHit(key=key, group=f"group {group_order}", group_order=group_order, icon="car", title=key, url="/", score=score)


def test_search_merges_groups_and_opens_the_only_exact_match(monkeypatch):
    registry = Registry("hits")
    monkeypatch.setattr(providers, "search_hits", registry)
    registry.register("a", lambda actor, text: [hit("b", 2), hit("exact", 2, 100)])
    registry.register("b", lambda actor, text: [hit("c", 1)])
    groups = providers.search(None, "BV 23")
    assert [(label, [each.key for each in rows]) for label, rows in groups] == [("group 1", ["c"]), ("group 2", ["exact", "b"])]
    assert providers.only_hit(groups).key == "exact"
    assert providers.only_hit([]) is None


def test_navigation_keeps_its_groups_and_the_phone_has_four_places(monkeypatch):
    registry = Registry("navigation")
    monkeypatch.setattr(providers, "nav_entries", registry)
    entries = [
        NavEntry(key=str(n), group=group, order=n, icon="box", label="", url="/", phone=6 - n)
        for n, group in enumerate(["work", "", "parts", "work", "money"], 1)
    ]
    registry.register("a", lambda actor: entries)
    groups = providers.navigation(None)
    assert [[entry.key for entry in rows] for _, rows in groups] == [["2"], ["1", "4"], ["3"], ["5"]]
    assert [entry.key for entry in providers.bottom_bar(groups)] == ["5", "4", "3", "2"]
