"""Pages of the counter: the check-in wizard, who is here, hand-over."""
