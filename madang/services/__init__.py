"""One folder a service; each is a plug (ServiceConfig) that no other service imports."""
