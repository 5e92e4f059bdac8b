"""Where the official text of an article stands: addresses are data, in parameters/links.yaml."""

import re
from functools import cache
from urllib.parse import quote

from madang.services.tax.rules.parameters import read_file

_ARTICLE = re.compile(r"(?P<law>.*?) ?(?P<article>제\d+조(?:의\d+)?)")


@cache
def article_link(article: str) -> str:
    """The address of `article` ("지방세법 제111조의2제1항") at the National Law Information Center, or ""."""
    links = read_file("links.yaml")
    found = _ARTICLE.match(article)
    law = found["law"] if found else article
    page = links["laws"].get(law)
    if page is None:
        return ""
    path = page["path"]
    if found and page.get("articles", True):
        path = f"{path}/{found['article']}"
    return str(links["site"]) + quote(path)
