"""The moderators' desk, and what a reporter and a removed person can look at."""
