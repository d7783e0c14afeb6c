"""The pages that look over the whole shop: Today, the list of orders, search."""
