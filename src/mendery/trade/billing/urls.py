"""Pages."""

from django.urls import path

from .views import accounts, acts, lists, record

app_name = "billing"
urlpatterns = [
    path("", lists.invoice_list, name="invoices"),
    path("count", lists.count, name="count"),
    path("waiting", lists.unbilled, name="unbilled"),
    path("draft", lists.draft, name="draft"),
    path("orders/<uuid:order_id>/draft", lists.draft_for_order, name="draft_for_order"),
    path("accounts/<uuid:party_id>", accounts.card, name="card"),
    path("<uuid:invoice_id>", record.invoice_page, name="invoice"),
    path("<uuid:invoice_id>/change", acts.change, name="change"),
    path("<uuid:invoice_id>/lines/<uuid:line_id>/drop", acts.drop_line, name="drop_line"),
    path("<uuid:invoice_id>/discard", acts.discard, name="discard"),
    path("<uuid:invoice_id>/issue", acts.post, name="post"),
    path("<uuid:invoice_id>/reverse", acts.reverse, name="reverse"),
    path("<uuid:invoice_id>/credit", acts.use_credit, name="use_credit"),
]
