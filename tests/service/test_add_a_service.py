"""docs/add-a-service.md is followed to the letter: its package is installed, tested, run and used."""

import os
import re
import subprocess
import sys
import tomllib
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from madang import paths
from tests.running_city import RunningCity, running_city, wait_until

BLOCK = re.compile(r"^`([\w./-]+)`\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CHECKOUT = paths.PACKAGE.parent
DOCUMENT = CHECKOUT / "docs" / "add-a-service.md"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for sys.path with the document's package as an installed distribution."""
    root = tmp_path_factory.mktemp("site")
    files = dict(BLOCK.findall(DOCUMENT.read_text(encoding="utf-8")))
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    project = tomllib.loads(files["pyproject.toml"])["project"]
    info = root / "lost_found-0.1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: 0.1.0\n")
    groups = project["entry-points"]
    (info / "entry_points.txt").write_text(
        "".join(
            f"[{group}]\n" + "".join(f"{name} = {value}\n" for name, value in entries.items())
            for group, entries in groups.items()
        )
    )
    for catalogue in root.rglob("*.po"):
        with catalogue.open("rb") as source, catalogue.with_suffix(".mo").open("wb") as target:
            write_mo(target, read_po(source, locale="ko"))
    return root


@pytest.fixture(scope="module")
def city(site, tmp_path_factory):
    """A city in which the package is installed."""
    data = tmp_path_factory.mktemp("with-lost-found") / "data"
    with running_city(data, environment={"PYTHONPATH": str(site)}, ready_within_s=120) as running:
        yield running


def test_document_has_every_part_of_a_service(site):
    package = site / "lost_found"
    for name in ("apps.py", "rules.py", "actions.py", "views.py", "urls.py", "api.py", "README.md"):
        assert (package / name).is_file(), name


@pytest.mark.timeout(120)
def test_tests_of_the_document_pass(site):
    """Run as the service's author runs them: in a process that finds the package as installed."""
    search = os.pathsep.join([str(site), str(CHECKOUT)])
    environment = {**os.environ, "PYTHONPATH": search}
    command = [sys.executable, "-m", "pytest", "-q", "-o", f"cache_dir={site / 'cache'}"]
    ran = subprocess.run(
        [*command, "-c", str(CHECKOUT / "pyproject.toml"), "--rootdir", str(site), str(site / "lost_found")],
        cwd=CHECKOUT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "5 passed" in ran.stdout


def visitor(city: RunningCity, persona: str = "") -> httpx.Client:
    """A browser at this city: a guest, or somebody who is signed in."""
    client = httpx.Client(base_url=city.base_url, follow_redirects=True, timeout=20)
    client.get("/")
    if persona:
        signed = client.post("/accounts/sandbox/", data={"persona": persona}, headers=with_token(client))
        assert signed.status_code == 200
    return client


def with_token(client: httpx.Client) -> dict[str, str]:
    return {"X-CSRFToken": client.cookies["csrftoken"], "Referer": str(client.base_url)}


@pytest.mark.timeout(240)
def test_errand_of_an_outside_package_is_finished_in_a_real_city(city):
    with closing(visitor(city)) as guest:
        assert "분실물 찾기" in guest.get("/ko/").text
        panel = guest.get("/ko/lost-found/", headers={"HX-Request": "true"}).text
        assert "<html" not in panel
        key = re.search(r'name="key" value="(\w+)"', panel)
        assert key
        given = {"key": key[1], "what": "빨간 우산", "where": ""}
        refused = guest.post("/ko/lost-found/", data=given, headers=with_token(guest))
        assert refused.status_code == 422
        assert "여기에 내용을 적어 주세요." in refused.text
        assert "빨간 우산" in guest.get("/ko/lost-found/").text
        taken = guest.post("/ko/lost-found/", data={**given, "where": "3호선"}, headers=with_token(guest))
        number = taken.url.path.split("/")[-2]
        assert number in taken.text
        assert "문의를 받았습니다: 빨간 우산 (3호선)" in taken.text
        mine = guest.get("/api/me/errands").json()["errands"]
        assert [(one["number"], one["state"]) for one in mine] == [(number, "finished")]
        asked = {"what": "장갑", "where": "시청역", "idempotency_key": "k"}
        answers = [guest.post("/api/lost-found/", json=asked, headers=with_token(guest)) for _ in range(2)]
        assert [answer.status_code for answer in answers] == [201, 201]
        assert answers[0].json()["number"] == answers[1].json()["number"]
    with closing(visitor(city)) as stranger:
        assert stranger.get(f"/ko/errands/{number}/").status_code == 404
    with closing(visitor(city, "officer-tax")) as officer:

        def both_are_counted() -> bool:
            officer.get("/ko/lost-found/")
            table = officer.get("/en/officials/figures.csv?days=7&service=lost-found").text
            return bool(re.search(r"^All,,\d+,2,2,", table, re.MULTILINE))

        wait_until(both_are_counted, 60, "the funnel to show both errands")
