"""The pages of the day, and the editors' desk."""

from django.urls import path

from madang.services.today import desk, views

app_name = "today"

urlpatterns = [
    path("", views.index, name="index"),
    path("desk/", desk.items, name="desk"),
    path("desk/new/<str:kind>/", desk.new, name="new"),
    path("desk/<uuid:item>/", desk.edit, name="edit"),
    path("pictures/<uuid:picture>.webp", views.picture, name="picture"),
    path("<uuid:item>/", views.item, name="item"),
    path("<uuid:item>/calendar.ics", views.calendar, name="calendar"),
]
