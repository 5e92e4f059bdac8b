"""The map of a place as SVG from the same shapes: presentation by class only, for a page's own stylesheet.

The view box is the place in metres. A named shape is a group with `id`, `data-ko`, `data-en`, `data-x`,
`data-z` (where its label goes) and titles in both languages; labels themselves are drawn by the client in the
reader's language and size.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from madang.places.shapes import Ellipse, Shape


@dataclass(frozen=True)
class MapShape:
    """One shape of the map, named when it has an `id`; `title` has one text for each language."""

    kind: str
    shape: Shape
    id: str | None = None
    title: tuple[tuple[str, str], ...] = ()
    label: tuple[float, float] | None = None
    """Where its name goes; the middle when None."""


def write_svg(shapes: Iterable[MapShape], side_m: float, title: tuple[tuple[str, str], ...]) -> str:
    """The map, shapes in the order given (later over earlier). Classes are `place-map` and `map-<kind>`."""
    box = f'class="place-map" role="img" viewBox="0 0 {side_m:g} {side_m:g}"'
    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" {box}>', *_titles(title)]
    for shape in shapes:
        drawn = _drawn(shape)
        if shape.id is None:
            lines.append(drawn)
            continue
        x, z = shape.label or shape.shape.middle()
        names = "".join(f" data-{language}={quoteattr(text)}" for language, text in shape.title)
        lines.append(f'<g id={quoteattr(shape.id)} data-x="{x:g}" data-z="{z:g}"{names}>')
        lines += [*_titles(shape.title), drawn, "</g>"]
    return "\n".join([*lines, "</svg>", ""])


def _titles(texts: tuple[tuple[str, str], ...]) -> list[str]:
    return [f'<title lang="{language}">{escape(text)}</title>' for language, text in texts]


def _drawn(item: MapShape) -> str:
    shape, kind = item.shape, f'class="map-{item.kind}"'
    if isinstance(shape, Ellipse):
        if shape.radius_x == shape.radius_z:
            return f'<circle {kind} cx="{shape.x:.2f}" cy="{shape.z:.2f}" r="{shape.radius_x:.2f}"/>'
        radii = f'rx="{shape.radius_x:.2f}" ry="{shape.radius_z:.2f}"'
        return f'<ellipse {kind} cx="{shape.x:.2f}" cy="{shape.z:.2f}" {radii}/>'
    points = " ".join(f"{x:.2f},{z:.2f}" for x, z in shape.corners)
    return f'<polygon {kind} points="{points}"/>'
