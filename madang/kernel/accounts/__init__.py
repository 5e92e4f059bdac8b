"""Accounts: who has signed up, how well they are known, which posts staff hold, who consents for a minor."""
