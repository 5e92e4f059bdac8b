"""Pages link what vite built, in the order in which it applies."""

import json

import pytest
from django.template import Context, Template

from madang import paths
from madang.web import manifest

MANIFEST = {
    "src/pages.ts": {
        "file": "assets/pages-1.js",
        "imports": ["_shared.js"],
        "css": ["assets/pages-1.css"],
        "assets": ["assets/madang-sans-1-x.woff2", "assets/madang-sans-ui-x.woff2"],
    },
    "_shared.js": {"file": "assets/shared-1.js", "imports": ["_deep.js"], "css": ["assets/shared-1.css"]},
    "_deep.js": {"file": "assets/deep-1.js", "imports": ["_shared.js"]},
    "pictures/square.webp": {"file": "assets/square-1.webp", "src": "pictures/square.webp"},
}


@pytest.fixture
def built(monkeypatch, tmp_path):
    monkeypatch.setattr(paths, "built_dir", lambda: tmp_path)
    (tmp_path / "client").mkdir()
    (tmp_path / "client" / "manifest.json").write_text(json.dumps(MANIFEST))
    return tmp_path / "client" / "manifest.json"


@pytest.mark.usefixtures("built")
def test_entry_links_font_styles_modules_and_script_in_order():
    html = Template('{% entry "pages" %}').render(Context())
    places = [
        html.index(part)
        for part in (
            '<link rel="preload" href="/built/client/assets/madang-sans-ui-x.woff2" as="font"',
            '<link rel="stylesheet" href="/built/client/assets/shared-1.css">',
            '<link rel="stylesheet" href="/built/client/assets/pages-1.css">',
            '<link rel="modulepreload" href="/built/client/assets/deep-1.js">',
            '<script type="module" src="/built/client/assets/pages-1.js"></script>',
        )
    ]
    assert places == sorted(places)
    assert "madang-sans-1" not in html


@pytest.mark.usefixtures("built")
def test_built_file_is_found_or_empty():
    template = Template('{% built_file "pictures/square.webp" %}|{% built_file "pictures/none.webp" %}')
    assert template.render(Context()) == "/built/client/assets/square-1.webp|"


def test_manifest_built_anew_is_read_anew(built):
    assert manifest.built_file("x.png") is None
    built.write_text(json.dumps({"x.png": {"file": "assets/x.png"}}))
    assert manifest.built_file("x.png") == "/built/client/assets/x.png"


def test_client_that_is_not_built_leaves_a_page_that_can_be_read(monkeypatch, tmp_path):
    monkeypatch.setattr(paths, "built_dir", lambda: tmp_path)
    assert Template('{% entry "pages" %}').render(Context()) == ""
