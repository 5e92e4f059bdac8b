"""Won as people read it: 543,210,000 → "543,210,000원", and in words "5억 4,321만 원"."""

_UNITS = ((10**12, "조"), (10**8, "억"), (10**4, "만"), (1, ""))


def won_text(amount: int, language: str) -> str:
    """`amount` with separators and its unit."""
    return f"{amount:,}원" if language == "ko" else f"{amount:,} won"


def won_words(amount: int) -> str:
    """`amount` in the Korean way of grouping by ten thousands; "0원" for nothing."""
    said = []
    for unit, name in _UNITS:
        share, amount = divmod(amount, unit)
        if share:
            said.append(f"{share:,}{name}")
    return " ".join(said) + ("원" if said and said[-1][-1].isdigit() else " 원") if said else "0원"
