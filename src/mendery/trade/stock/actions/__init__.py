"""Verbs of the store: bring in, reserve, draw, take back, correct; and the check of a quantity that buying shares."""

from mendery.trade.stock.refusals import check_quantity

__all__ = ["check_quantity"]
