"""Money that moved: tills, shifts, payments, receipts, the cash register journal."""
