"""What any business on paper needs."""
