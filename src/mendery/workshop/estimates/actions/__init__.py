"""What people do with estimates."""
