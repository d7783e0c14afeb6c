"""W4: the PDF of a posted invoice with ten lines, over HTTP, second and later requests."""

import random
from typing import Any

from .place import Place
from .w1_open_to_invoice import Document, prepare


def run(place: Place, options: Any) -> list[dict[str, Any]]:
    """Carry one document to its invoice, then ask for its PDF again and again."""
    shop, parts, labour = prepare()
    with place.served() as served:
        document = Document(served.program(shop.token), 1, parts, labour, random.Random(4))
        document.run()
        browser, path = served.client(Cookie=shop.cookie), f"/b/{shop.business.slug}/papers/of/invoice/{document.draft}.pdf"
        size = len(browser.page(path))
        with served.meter() as meter:
            for _ in range(options.requests):
                with meter.one():
                    pdf = browser.page(path)
        assert pdf.startswith(b"%PDF")
    return [{"work": "W4 invoice PDF", **meter.figures(), "bytes": size}]
