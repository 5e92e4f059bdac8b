"""Signing up and in, the account's own page, staff's posts: django-allauth underneath, our pages above."""
