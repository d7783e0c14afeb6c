"""Where every part is and what it cost: FIFO layers, reservations, issues, corrections, serial numbers."""
