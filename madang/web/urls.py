"""Every address of the web: pages under their language, the API and the machine's own pages without one."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from madang.kernel.service import installed_services
from madang.web.accounts import verify
from madang.web.api.root import api
from madang.web.placedesk import pictures
from madang.web.views import accounts, embed, errors, invitation, machine, pages, place, settings

urlpatterns = [
    path("", pages.choose_language, name="root"),
    path("api/", api.urls),
    path("healthz", machine.healthz, name="healthz"),
    path("readyz", machine.readyz, name="readyz"),
    path("robots.txt", machine.robots, name="robots"),
    path("favicon.ico", machine.favicon, name="favicon"),
    path("accounts/sandbox/", accounts.sandbox, name="sandbox_sign_in"),
    path("accounts/sandbox/prove/", verify.sandbox_provider, name="sandbox_prove"),
    path("accounts/sign-out/", accounts.sign_out, name="sign_out"),
    path("places/pictures/<uuid:picture>.webp", pictures.picture, name="place_picture"),
    *i18n_patterns(
        path("", pages.front, name="front"),
        path("place/<slug:name>", place.place, name="place"),
        path("place/<slug:name>/invitation.svg", invitation.invitation_picture, name="invitation_picture"),
        path("embed/", embed.embed, name="embed"),
        path("places/", include("madang.web.placedesk.urls")),
        path("accessibility/", pages.accessibility, name="accessibility"),
        path("privacy/", pages.privacy, name="privacy"),
        path("order/", include("madang.web.order.urls")),
        path("errands/", include("madang.web.errands.urls")),
        path("officials/", include("madang.web.officials.urls")),
        path("sign-in/", include("madang.web.accounts.entrance_urls")),
        path("account/data/", include("madang.web.personal.urls")),
        path("account/", include("madang.web.accounts.urls")),
        path("audit/", include("madang.web.personal.audit_urls")),
        path("settings/", settings.show, name="settings"),
        path("settings/keep/", settings.keep_settings, name="keep_settings"),
        path("easy/", settings.easy, name="easy"),
        *(path(f"{service.slug}/", include(service.urls_module)) for service in installed_services()),
    ),
]

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.page_not_found
handler429 = "madang.web.views.errors.too_many"
handler500 = errors.server_error
