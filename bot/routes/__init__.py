"""The whole map, feature by feature."""
