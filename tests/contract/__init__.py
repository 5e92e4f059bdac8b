"""Contract tests: they loop over all that is installed, so that what is new is covered without a new test."""
