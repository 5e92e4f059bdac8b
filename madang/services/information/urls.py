"""The pages of the information desk."""

from django.urls import path

from madang.services.information import views

app_name = "information"

urlpatterns = [
    path("", views.index, name="index"),
]
