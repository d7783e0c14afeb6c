"""Who we serve, what we use, what we repair."""
