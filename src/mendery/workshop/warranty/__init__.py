"""Who pays: warranty on repairs and goods, its end date."""
