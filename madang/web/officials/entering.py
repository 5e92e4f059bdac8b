"""Officials enter what no machine knows: the phone line's figures and running costs, with source and time."""

from collections.abc import Mapping

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from madang.kernel.access import Access, access
from madang.kernel.errands.models import PhoneLine, RunningCost
from madang.kernel.identity import visitor_of

SHOWN = 12
SOURCE_CHARS = 300
LARGEST = 2_000_000_000


class _Span(forms.Form):
    """A span of days and where the figures come from."""

    first_day = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}))
    last_day = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}))

    def clean(self) -> dict[str, object]:
        """The last day does not lie before the first."""
        given: dict[str, object] = super().clean() or self.cleaned_data
        first, last = self.cleaned_data.get("first_day"), self.cleaned_data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", gettext("The last day lies before the first day. Choose a later one."))
        return given


def _number(label: object, most: int = LARGEST) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=most)  # type: ignore[arg-type]


def _source() -> forms.CharField:
    return forms.CharField(label=_("Source of the figures"), max_length=SOURCE_CHARS)


class PhoneLineForm(_Span):
    """Figures of the telephone line."""

    calls_a_day = _number(_("Calls a day"), 10_000_000)
    wait_s = _number(_("Average wait (seconds)"), 86_400)
    handle_s = _number(_("Average handling time (seconds)"), 86_400)
    cost_a_call_krw = _number(_("Cost of a call (won)"), 10_000_000)
    source = _source()


class RunningCostForm(_Span):
    """What running the square cost."""

    amount_krw = forms.IntegerField(label=_("Running costs (won)"), min_value=0, max_value=10**12)
    source = _source()


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access(Access.OFFICER)
def enter(request: HttpRequest) -> HttpResponse:
    """Two forms; POST `what=phone|cost`. Rows are only ever added: a later one for the same days counts."""
    what = request.POST.get("what", "")
    phone = PhoneLineForm(request.POST if what == "phone" else None, auto_id="phone-%s", label_suffix="")
    cost = RunningCostForm(request.POST if what == "cost" else None, auto_id="cost-%s", label_suffix="")
    kept = {"by": visitor_of(request).subject or "", "at": timezone.now()}
    if what == "phone" and phone.is_valid():
        PhoneLine.objects.create(**phone.cleaned_data, **kept)
        return HttpResponseRedirect(reverse("officials:enter"))
    if what == "cost" and cost.is_valid():
        RunningCost.objects.create(**cost.cleaned_data, **kept)
        return HttpResponseRedirect(reverse("officials:enter"))
    context: Mapping[str, object] = {
        "forms": [
            {"what": "phone", "title": gettext("Telephone line"), "form": phone},
            {"what": "cost", "title": gettext("Running costs of the square"), "form": cost},
        ],
        "lines": PhoneLine.objects.order_by("-at")[:SHOWN],
        "costs": RunningCost.objects.order_by("-at")[:SHOWN],
    }
    return render(request, "web/officials/enter.html", context, status=422 if what else 200)
