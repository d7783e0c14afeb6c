"""What is owed to us and why: charges, invoices, storno, settlement, ledger of parties."""
