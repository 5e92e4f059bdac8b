"""The pages of errands: my errands, receipts, notifications, and how to be told."""
