"""The registry finds services in the metadata of packages, and in a checkout without metadata."""

from importlib.metadata import EntryPoint

from madang import paths
from madang.kernel import service
from madang.kernel.service import Assurance, discover_services, find_service, installed_services


def test_discover_in_a_checkout_without_metadata_finds_ours(monkeypatch):
    monkeypatch.setattr(service, "entry_points", lambda group: ())
    assert "madang.services.information.apps.InformationConfig" in discover_services()


def test_discover_without_a_checkout_finds_what_packages_declare(monkeypatch):
    declared = EntryPoint("library", "city_library.apps:LibraryConfig", "madang.services")
    monkeypatch.setattr(service, "entry_points", lambda group: (declared,))
    monkeypatch.setattr(paths, "checkout_dir", lambda: None)
    assert discover_services() == ["city_library.apps.LibraryConfig"]


def test_installed_services_are_found_by_slug():
    information = find_service("information")
    assert information in installed_services()
    assert information.assurance is Assurance.GUEST
    assert find_service("no-such-service") is None
