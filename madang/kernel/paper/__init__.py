"""Printed documents: tagged PDF with Korean type, made by typst from a template and values."""
