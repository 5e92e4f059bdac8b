"""The addresses of the desk, under /<language>/places/."""

from django.urls import path

from madang.web.placedesk import views

app_name = "placedesk"
urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:name>/edit/", views.edit, name="edit"),
]
