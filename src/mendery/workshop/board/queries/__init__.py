"""What the pages over the whole shop ask."""
