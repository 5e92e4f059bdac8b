"""The API root under /api: what belongs to no service, and the services' own routers."""
