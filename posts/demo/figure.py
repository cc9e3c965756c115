"""The essay's figure: a toy loss surface, and the loss along straight lines across it.

Nothing is sketched: three noisy descents are run, then the loss is read on two lines.
"""

import math
import random
from collections.abc import Callable
from itertools import pairwise

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

SIZE = (1360, 640)

type Point = tuple[float, float]
type Place = Callable[[Point], Point]
type Box = tuple[int, int, int, int]

SHARED_START, OTHER_START = (-0.45, 0.0), (0.42, -1.0)

INK, GREY, RULE, PAPER = "#1f2328", "#59616a", "#b9bec4", "#ffffff"
BLUE, ORANGE = "#0064a3", "#c24e00"
PALE_BLUE, PALE_ORANGE = "#4f9bd0", "#e58b4a"
LOWEST, HIGHEST = (255, 255, 255), (205, 210, 216)
BANDS = 11

SCALE = 3  # drawn three times as large, then reduced, which smooths every edge
MAP: Box = (20, 76, 692, 536)
GRAPH: Box = (826, 76, 1292, 536)


def loss(point: Point) -> float:
    """Return the toy loss: two valleys with flat floors, in a wide shallow bowl."""
    x, y = point
    left = 4 * (x + 1.3 - y / 5) ** 2 + (y / 1.5) ** 4
    right = 4 * (x - 1.35 + y / 4) ** 2 + (y / 1.3) ** 4
    bowl = 0.02 * (x * x + y * y)
    return 1 + bowl - 0.95 * math.exp(-left) - 0.8 * math.exp(-right)


def descend(start: Point, *, tilt: float, seed: int, steps: int = 240) -> list[Point]:
    """Return the path of gradient descent by a run that sees a sample of the data.

    Its sample tilts the surface along y by `tilt`; batches add noise that dies away.
    """
    chance, small = random.Random(seed), 1e-4
    path = [start]
    for step in range(steps):
        x, y = path[-1]
        slope_x = (loss((x + small, y)) - loss((x - small, y))) / (2 * small)
        slope_y = (loss((x, y + small)) - loss((x, y - small))) / (2 * small)
        noise = 0.12 * (1 - step / steps) ** 2
        x += noise * (chance.random() - 0.5) - 0.04 * slope_x
        y += noise * (chance.random() - 0.5) - 0.04 * (slope_y + tilt)
        path.append((x, y))
    return path


def between(start: Point, end: Point, fraction: float) -> Point:
    """Return the point this fraction of the way along a straight line."""
    return (
        start[0] + fraction * (end[0] - start[0]),
        start[1] + fraction * (end[1] - start[1]),
    )


def runs() -> tuple[list[Point], list[Point], list[Point]]:
    """Return the paths of runs A and B, from one start, and of C, from another."""
    return (
        descend(SHARED_START, tilt=-0.35, seed=1),
        descend(SHARED_START, tilt=0.35, seed=2),
        descend(OTHER_START, tilt=-0.1, seed=3),
    )


def draw() -> Image.Image:
    """Return the figure, the same at every call: SIZE pixels, RGB, on white."""
    paths = runs()
    image = Image.new("RGB", (SIZE[0] * SCALE, SIZE[1] * SCALE), PAPER)
    _draw_map(image, *paths)
    _draw_graph(image, *(path[-1] for path in paths))
    return image.resize(SIZE, Image.Resampling.LANCZOS)


def _draw_map(image: Image.Image, *paths: list[Point]) -> None:
    """Draw the surface as shaded bands, the runs, and the lines between their ends."""
    across, up = (-2.7, 2.7), (-1.85, 1.85)
    place = _placing(MAP, across, up)
    _shade(image, MAP, across, up)
    pen = ImageDraw.Draw(image)
    a, b, c = (path[-1] for path in paths)
    for path, colour in zip(paths, (PALE_BLUE, PALE_BLUE, PALE_ORANGE), strict=True):
        _line(pen, [place(point) for point in path], colour, 2)
    for end, colour in ((c, ORANGE), (b, BLUE)):
        _line(pen, [place(a), place(end)], colour, 4, dash=12)
        _ring(pen, place(between(a, end, 0.5)), colour)
    for start in (SHARED_START, OTHER_START):
        _dot(pen, place(start), INK, radius=6)
    for end, name, colour, left in (
        (a, "A", BLUE, -28),
        (b, "B", BLUE, -28),
        (c, "C", ORANGE, 28),
    ):
        x, y = place(end)
        _dot(pen, (x, y), colour)
        _text(pen, (x + left, y), name, 32, colour)
    x, y = place(SHARED_START)
    _text(pen, (x + 16, y), "shared start", 26, INK, "lm")
    x, y = place(OTHER_START)
    _text(pen, (x, y + 26), "another start", 26, INK)
    _text(pen, (20, 38), "Three runs on one loss surface", 30, INK, "lm")
    _text(pen, (20, 568), "White is low loss, grey is high.", 26, GREY, "lm")
    _text(pen, (20, 604), "Rings mark averages of two runs.", 26, GREY, "lm")


def _draw_graph(image: Image.Image, a: Point, b: Point, c: Point) -> None:
    """Draw the loss along the straight lines from A to B and from A to C."""
    pen = ImageDraw.Draw(image)
    place = _placing(GRAPH, (0, 1), (0, 1.15))
    for level in (0, 0.5, 1):
        x, y = place((0, level))
        _line(pen, [(x, y), place((1, level))], RULE, 1.5)
        _text(pen, (x - 16, y), f"{level:g}", 26, GREY, "rm")
    for fraction in (0, 0.5, 1):
        x, y = place((fraction, 0))
        _line(pen, [(x, y), (x, y + 8)], RULE, 1.5)
        _text(pen, (x, y + 32), f"{fraction:g}", 26, GREY)
    _draw_barrier(pen, place, loss(a), loss(c), loss(between(a, c, 0.5)))
    for end, name, colour in ((c, "C", ORANGE), (b, "B", BLUE)):
        heights = [(i / 100, loss(between(a, end, i / 100))) for i in range(101)]
        _line(pen, [place(point) for point in heights], colour, 4.5)
        _ring(pen, place(heights[50]), colour)
        x, y = place(heights[-1])
        _dot(pen, (x, y), colour)
        _text(pen, (x + 32, y), name, 32, colour)
    x, y = place((0, loss(a)))
    _dot(pen, (x, y), BLUE)
    _text(pen, (x - 30, y), "A", 32, BLUE)
    _text(pen, (GRAPH[0], 38), "Loss along straight lines", 30, INK, "lm")
    _text(pen, place((0.76, 0.9)), "A to C", 30, ORANGE, "lm")
    _text(pen, place((0.68, 0.28)), "A to B", 30, BLUE)
    caption = "fraction of the way from A"
    _text(pen, ((GRAPH[0] + GRAPH[2]) / 2, 604), caption, 26, GREY)


def _draw_barrier(
    pen: ImageDraw.ImageDraw, place: Place, start: float, end: float, top: float
) -> None:
    """Draw the line between two ends' losses, and the height above it halfway."""
    _line(pen, [place((0, start)), place((1, end))], GREY, 2, dash=6)
    foot, head = place((0.5, (start + end) / 2)), place((0.5, top))
    _line(pen, [foot, (head[0], head[1] + 12)], GREY, 2)
    _line(pen, [(head[0] - 8, head[1] + 22), (head[0], head[1] + 12)], GREY, 2)
    _line(pen, [(head[0] + 8, head[1] + 22), (head[0], head[1] + 12)], GREY, 2)
    _text(pen, (head[0] + 14, (foot[1] + head[1]) / 2), "barrier", 26, GREY, "lm")


def _placing(box: Box, across: Point, up: Point) -> Place:
    """Return the map from data (ranges `across` and `up`) to pixels within the box."""
    left, top, right, bottom = box

    def place(point: Point) -> Point:
        x = (point[0] - across[0]) / (across[1] - across[0])
        y = (point[1] - up[0]) / (up[1] - up[0])
        return left + x * (right - left), bottom - y * (bottom - top)

    return place


def _shade(image: Image.Image, box: Box, across: Point, up: Point) -> None:
    """Fill the box with the loss in bands from white to grey, an edge between each."""
    columns, rows = 126, 93
    field = Image.new("F", (columns, rows))
    field.putdata(
        [
            loss((_at(across, column, columns), _at(up, rows - 1 - row, rows))) * BANDS
            for row in range(rows)
            for column in range(columns)
        ]
    )
    size = ((box[2] - box[0]) * SCALE, (box[3] - box[1]) * SCALE)
    bands = field.resize(size, Image.Resampling.BICUBIC).convert("L")
    shades = Image.merge("RGB", [bands.point(_ramp(part)) for part in range(3)])
    edges = ImageChops.difference(
        bands.filter(ImageFilter.MaxFilter(5)), bands.filter(ImageFilter.MinFilter(5))
    ).point([0] + [255] * 255)
    shades.paste(RULE, mask=edges)
    image.paste(shades, (box[0] * SCALE, box[1] * SCALE))


def _at(span: Point, cell: int, cells: int) -> float:
    """Return the middle of a cell among equal cells of a span."""
    return span[0] + (span[1] - span[0]) * (cell + 0.5) / cells


def _ramp(part: int) -> list[int]:
    """Return the table from band to one part (0 red, 1 green, 2 blue) of its shade."""
    low, high = LOWEST[part], HIGHEST[part]
    return [round(low + (high - low) * min(band / BANDS, 1)) for band in range(256)]


def _line(
    pen: ImageDraw.ImageDraw,
    points: list[Point],
    colour: str,
    width: float,
    *,
    dash: float = 0,
) -> None:
    """Draw a line through points; with `dash`, the first piece in dashes that long."""
    for start, end in pairwise(points):
        pieces = max(1, round(math.dist(start, end) / dash)) if dash else 1
        for piece in range(0, pieces, 2):
            ends = (piece / pieces, (piece + 1) / pieces)
            corners = [between(start, end, fraction) for fraction in ends]
            spots = [(x * SCALE, y * SCALE) for x, y in corners]
            pen.line(spots, colour, round(width * SCALE))


def _dot(
    pen: ImageDraw.ImageDraw, centre: Point, colour: str, *, radius: float = 10
) -> None:
    spot = (centre[0] * SCALE, centre[1] * SCALE)
    pen.circle(spot, (radius + 2) * SCALE, PAPER)
    pen.circle(spot, radius * SCALE, colour)


def _ring(pen: ImageDraw.ImageDraw, centre: Point, colour: str) -> None:
    _dot(pen, centre, colour, radius=8)
    pen.circle((centre[0] * SCALE, centre[1] * SCALE), 4.5 * SCALE, PAPER)


def _text(
    pen: ImageDraw.ImageDraw,
    place: Point,
    text: str,
    size: int,
    colour: str,
    anchor: str = "mm",
) -> None:
    font = ImageFont.load_default(size * SCALE)
    spot = (place[0] * SCALE, place[1] * SCALE)
    pen.text(spot, text, colour, font, anchor)
