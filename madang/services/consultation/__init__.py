"""The 120 Center. So far its groundwork: articles, doors and keyboard slips as a pure library in `rules`."""
