"""What it would cost, and what the customer said."""
