"""The trade itself."""
