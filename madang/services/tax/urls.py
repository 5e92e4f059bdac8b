"""The pages of Tax Square. Fixed addresses come first; the others name an estimate."""

from django.urls import path

from madang.services.tax.views import bookings, desk, estimates, files, mine

app_name = "tax"

urlpatterns = [
    path("", estimates.index, name="index"),
    path("mine/", mine.mine, name="mine"),
    path("mine/bills/<str:number>/", mine.bill, name="bill"),
    path("mine/bills/<str:number>/wrong/", mine.wrong, name="wrong"),
    path("mine/disputes/<str:number>/", mine.dispute, name="dispute"),
    path("booking/", bookings.booking, name="booking"),
    path("booking/<str:number>/", bookings.booked, name="booked"),
    path("booking/<str:number>/move/", bookings.move, name="move"),
    path("booking/<str:number>/cancel/", bookings.cancel, name="cancel"),
    path("booking/<str:number>/consultation.ics", bookings.booked_calendar, name="booked_calendar"),
    path("desk/", desk.day, name="desk"),
    path("desk/consultations/<str:number>/", desk.consultation, name="desk_consultation"),
    path("desk/disputes/", desk.dispute_list, name="desk_disputes"),
    path("desk/disputes/<str:number>/", desk.dispute, name="desk_dispute"),
    path("desk/roster/", desk.roster, name="desk_roster"),
    path("<slug:slug>/", estimates.form, name="form"),
    path("<slug:slug>/compare/", estimates.compare, name="compare"),
    path("<slug:slug>/remind/", estimates.remind, name="remind"),
    path("<slug:slug>/estimate.pdf", files.paper, name="paper"),
    path("<slug:slug>/due-dates.ics", files.calendar, name="calendar"),
]
