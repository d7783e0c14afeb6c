"""Verbs of buying: order, read an invoice, match it, receive it, reverse it."""
