"""The pages of the day, and the editors' desk."""

from django.urls import path

from madang.services.today import desk, views
from madang.services.today.stage import desk as stage_desk
from madang.services.today.stage import views as stage

app_name = "today"

urlpatterns = [
    path("", views.index, name="index"),
    path("desk/", desk.items, name="desk"),
    path("desk/new/<str:kind>/", desk.new, name="new"),
    path("desk/<uuid:item>/", desk.edit, name="edit"),
    path("pictures/<uuid:picture>.webp", views.picture, name="picture"),
    path("stage/", stage.places, name="stages"),
    path("stage/desk/", stage_desk.sessions, name="stage_desk"),
    path("stage/desk/<uuid:session>/", stage_desk.host, name="stage_host"),
    path("stage/invited/<str:secret>/", stage.invited, name="stage_invited"),
    path("stage/<slug:place>/", stage.stage, name="stage"),
    path("<uuid:item>/", views.item, name="item"),
    path("<uuid:item>/calendar.ics", views.calendar, name="calendar"),
]
