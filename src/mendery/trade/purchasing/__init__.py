"""What we must buy, ordered, received: supplier orders, supplier invoices, goods receipt notes (NIR)."""
