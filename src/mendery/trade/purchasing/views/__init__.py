"""Pages of goods-in and of supplier orders."""
