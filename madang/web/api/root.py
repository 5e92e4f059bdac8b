"""The API: composes the web's own operations and the routers of the installed services."""

from importlib import import_module

from ninja import NinjaAPI

from madang.kernel.service import installed_services
from madang.web.api import errors, export, me, order, world

api = NinjaAPI(
    title="Madang",
    version="1",
    description='The city\'s square and its services. Errors: `422 {"detail": [{"field", "code", "text"}]}`.',
    urls_namespace="api",
    docs_url=None,
)
errors.install(api)
api.add_router("", world.router)
api.add_router("", me.router)
api.add_router("", export.router)
api.add_router("", order.router)
for _service in installed_services():
    if _service.has_api:
        api.add_router(f"/{_service.slug}/", import_module(_service.api_module).router)
