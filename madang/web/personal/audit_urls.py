"""What auditors look into, under /<language>/audit/."""

from django.urls import path

from madang.web.personal import audit

app_name = "audit"
urlpatterns = [
    path("", audit.log, name="log"),
    path("seals/", audit.seals, name="seals"),
    path("retention/", audit.retention, name="retention"),
]
