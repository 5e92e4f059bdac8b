"""The pages about one's own data, and those on which auditors look into the log."""
