"""That an outsider can add a service: by the document, as a package of its own."""
