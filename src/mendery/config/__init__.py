"""Settings, root urls, API root, servers, pack discovery."""
