"""What the pages over the whole shop show, as ready cells."""
