"""Elements of our own in the engine's output: colours that stand for them.

The engine passes a coloured part through as one element, in its place and with the
spacing of its place. So whatever it lacks an element for is written as a colour that
authors hardly use, and `mathml` puts the element where that colour comes out.
"""

from .rewriting import Handler, Rewriter
from .tokens import Reader, TexError, Token, at, spell

STAND_INS = {
    "Apricot": "#FFB882",
    "Bittersweet": "#D04C17",
    "CadetBlue": "#63729D",
    "CarnationPink": "#FC81BC",
    "Dandelion": "#FFB94C",
    "JungleGreen": "#00B19D",
    "Melon": "#FF9D7B",
    "Mulberry": "#A83E9E",
    "Orchid": "#AC72B9",
    "Periwinkle": "#6A7ABF",
    "RawSienna": "#9E3C0E",
    "Rhodamine": "#FC58AA",
    "Sepia": "#5D1601",
    "SpringGreen": "#C4DC6E",
    "Thistle": "#DE84BF",
    "WildStrawberry": "#FF3769",
}
"""The names of these colours, and what the engine writes for them."""


def mark(
    rewriter: Rewriter,
    token: Token,
    opening: str,
    closing: str,
    command: str = "\\textcolor",
) -> list[Token]:
    """Have the argument that comes next stand between these tags."""
    for name, code in STAND_INS.items():
        if rewriter.marks.setdefault(code, (opening, closing)) == (opening, closing):
            return at(token.position, f"{command}{{{name}}}")
    raise TexError("Too many colours in one formula", token.position)


def _between(opening: str, closing: str) -> Handler:
    def handler(rewriter: Rewriter, token: Token, reader: Reader) -> list[Token]:
        return mark(rewriter, token, opening, closing)

    return handler


def _smash(rewriter: Rewriter, token: Token, reader: Reader) -> list[Token]:
    part = spell(reader.optional() or ())
    sides = {"t": 'height="0"', "b": 'depth="0"'}.get(part, 'height="0" depth="0"')
    return mark(rewriter, token, f"<mpadded {sides}>", "</mpadded>")


def _overlap(side: str) -> Handler:
    opening = f'<mpadded width="0" class="{side}-overlap"><mrow>'
    return _between(opening, "</mrow></mpadded>")


HANDLERS: dict[str, Handler] = {
    "\\smash": _smash,
    "\\mathllap": _overlap("left"),
    "\\llap": _overlap("left"),
    "\\mathrlap": _overlap("right"),
    "\\rlap": _overlap("right"),
    "\\mathclap": _overlap("centre"),
    "\\clap": _overlap("centre"),
}
