"""The API: composes the web's own operations and the routers of the installed services."""

from importlib import import_module
from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from madang.kernel.service import installed_services
from madang.web.api import errors, export, me, order, world


class CityAPI(NinjaAPI):
    """Every operation can be refused in one form; the description says so once for all of them."""

    def get_openapi_schema(self, **given: Any) -> OpenAPISchema:
        """The description with the refusals that the middleware and the rules of access answer with."""
        schema = super().get_openapi_schema(**given)
        for operations in schema["paths"].values():
            for operation in operations.values():
                for status, meaning in errors.MEANINGS.items():
                    operation["responses"].setdefault(status, errors.described(meaning))
        return schema


api = CityAPI(
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
