"""Settings pages and the set-up assistant."""
