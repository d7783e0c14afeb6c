"""Goods and money."""
