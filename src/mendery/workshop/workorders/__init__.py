"""What must be done, by whom, with what, and what was done."""
