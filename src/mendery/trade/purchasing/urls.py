"""Pages."""

from django.urls import path

from .views import acts, lines, lists, orders, receipt

app_name = "purchasing"
urlpatterns = [
    path("", lists.receipt_list, name="receipts"),
    path("count", lists.count, name="count"),
    path("upload", lists.upload, name="upload"),
    path("new", lists.create, name="create"),
    path("<uuid:receipt_id>", receipt.receipt_page, name="receipt"),
    path("<uuid:receipt_id>/change", acts.change, name="change"),
    path("<uuid:receipt_id>/scan", lines.scan, name="scan"),
    path("<uuid:receipt_id>/add", lines.add, name="add"),
    path("<uuid:receipt_id>/post", acts.post, name="post"),
    path("<uuid:receipt_id>/reverse", acts.reverse, name="reverse"),
    path("<uuid:receipt_id>/discard", acts.discard, name="discard"),
    path("lines/<uuid:line_id>/choose", lines.choose, name="choose"),
    path("lines/<uuid:line_id>/expense", lines.expense, name="expense"),
    path("lines/<uuid:line_id>/clear", lines.clear, name="clear"),
    path("lines/<uuid:line_id>/item", lines.new_item, name="new_item"),
    path("lines/<uuid:line_id>/serials", lines.serials, name="serials"),
    path("lines/<uuid:line_id>/remove", lines.remove, name="remove"),
    path("lines/<uuid:line_id>/<slug:field>", lines.cell, name="cell"),
    path("missing/<uuid:missing_id>/receive", acts.receive_missing, name="receive_missing"),
    path("missing/<uuid:missing_id>/credit", acts.credit_missing, name="credit_missing"),
    path("shortages", orders.shortage_list, name="shortages"),
    path("orders", orders.order_list, name="orders"),
    path("orders/new", orders.create, name="order_create"),
    path("orders/<uuid:order_id>", orders.order_page, name="order"),
    path("orders/<uuid:order_id>/add", orders.add, name="order_add"),
    path("orders/<uuid:order_id>/place", orders.place, name="order_place"),
    path("orders/<uuid:order_id>/promise", orders.promise, name="order_promise"),
    path("orders/<uuid:order_id>/cancel", orders.cancel, name="order_cancel"),
    path("orders/lines/<uuid:line_id>/change", orders.change, name="order_change"),
    path("orders/lines/<uuid:line_id>/remove", orders.remove, name="order_remove"),
    path("orders/lines/<uuid:line_id>/close", orders.close_short, name="order_close"),
]
