"""Pages."""

from django.urls import path

from .views import books, desk, money

app_name = "cashdesk"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("payments", desk.payment_list, name="payments"),
    path("tills/<uuid:till_id>/open", desk.open_shift, name="open"),
    path("shifts/<uuid:shift_id>/pay-in", desk.pay_in, name="pay_in"),
    path("shifts/<uuid:shift_id>/pay-out", desk.pay_out, name="pay_out"),
    path("shifts/<uuid:shift_id>/count", desk.count, name="count"),
    path("shifts/<uuid:shift_id>/close", desk.close, name="close"),
    path("take/", money.take, name="take"),
    path("take/change", money.change, name="change"),
    path("payments/<uuid:payment_id>", money.payment, name="payment"),
    path("payments/<uuid:payment_id>/refund", money.refund, name="refund"),
    path("payments/<uuid:payment_id>/receipt", money.receipt, name="receipt"),
    path("payments/<uuid:payment_id>/print", money.print_again, name="print_again"),
    path("journal", books.journal, name="journal"),
    path("tills", books.tills, name="tills"),
    path("tills/new", books.new_till, name="new_till"),
    path("tills/<uuid:till_id>", books.one_till, name="till"),
]
