"""What people do with work orders."""
