"""How Tax Square writes won, rates, labels of the rules and articles in the page's language."""

from decimal import Decimal

from django import template
from django.conf import settings
from django.utils.translation import get_language

from madang.services.tax import amounts
from madang.services.tax.articles import article_link
from madang.services.tax.estimates import rate_text
from madang.services.tax.rules.texts import article_text, text

register = template.Library()


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


@register.filter
def won(amount: int) -> str:
    """1104000 → "1,104,000원"."""
    return amounts.won_text(amount, _language())


@register.filter
def won_words(amount: int) -> str:
    """1104000 → "110만 4,000원" in Korean; nothing in other languages, where the digits say it."""
    return amounts.won_words(amount) if _language() == "ko" and amount >= 10_000 else ""


@register.filter
def signed_won(amount: int) -> str:
    """A difference: "+52,000원", "−52,000원", "0원"."""
    sign = "+" if amount > 0 else "−" if amount < 0 else ""
    return sign + amounts.won_text(abs(amount), _language())


@register.filter
def rate(value: Decimal) -> str:
    """0.0025 → "0.25 %"."""
    return rate_text(value)


@register.filter
def law_words(key: str) -> str:
    """The words of a step, a bill, a part or a note."""
    return text(key, _language())


@register.filter
def article(value: str) -> str:
    """An article of the law as it is cited in the page's language."""
    return article_text(value, _language())


@register.filter
def official(value: str) -> str:
    """The address of the article's official text, or nothing."""
    return article_link(value)
