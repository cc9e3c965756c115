"""Uploads that are neither pictures nor drawings: which kinds are allowed.

They are only downloaded, never shown, so each must be what its name says: nobody should
be sent a program or a web page under the name of a data set.
"""

import re
from collections.abc import Callable
from pathlib import PurePath

from django.core.exceptions import ValidationError

MAX_BYTES = 50_000_000
MAX_SIZE = "50 MB"

TEXTS = {
    **{"csv": "CSV", "tsv": "TSV", "txt": "text", "log": "log", "dat": "data"},
    **{"json": "JSON", "jsonl": "JSON lines", "yaml": "YAML", "yml": "YAML"},
    **{"toml": "TOML", "ini": "settings", "md": "Markdown", "rst": "text"},
    **{"bib": "BibTeX", "ris": "RIS", "tex": "TeX", "sty": "TeX", "cls": "TeX"},
    **{"ipynb": "notebook", "py": "Python", "r": "R", "rmd": "R Markdown"},
    **{"jl": "Julia", "m": "MATLAB", "stan": "Stan", "lean": "Lean", "sql": "SQL"},
    **{"c": "C", "h": "C", "cpp": "C++", "hpp": "C++", "cu": "CUDA", "rs": "Rust"},
    **{"go": "Go", "java": "Java", "hs": "Haskell", "ml": "OCaml", "patch": "patch"},
    **{"diff": "patch", "vtt": "subtitles", "srt": "subtitles", "geojson": "GeoJSON"},
}

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_GZIP = (b"\x1f\x8b",)
_HDF = (b"\x89HDF\r\n\x1a\n",)
# How each kind of file begins.
BINARIES: dict[str, tuple[str, tuple[bytes, ...]]] = {
    "pdf": ("PDF", (b"%PDF-",)),
    "zip": ("ZIP", _ZIP),
    "npy": ("NumPy", (b"\x93NUMPY",)),
    "npz": ("NumPy", _ZIP),
    "parquet": ("Parquet", (b"PAR1",)),
    "feather": ("Feather", (b"ARROW1",)),
    "arrow": ("Arrow", (b"ARROW1",)),
    "h5": ("HDF5", _HDF),
    "hdf5": ("HDF5", _HDF),
    "nc": ("NetCDF", (b"CDF", *_HDF)),
    "mat": ("MATLAB", (b"MATLAB 5.0", *_HDF)),
    "sqlite": ("SQLite", (b"SQLite format 3\0",)),
    "rds": ("R data", _GZIP),
    "gz": ("gzip", _GZIP),
    "tgz": ("TAR.GZ", _GZIP),
    "tar.gz": ("TAR.GZ", _GZIP),
    "bz2": ("bzip2", (b"BZh",)),
    "tar.bz2": ("TAR.BZ2", (b"BZh",)),
    "xz": ("xz", (b"\xfd7zXZ\0",)),
    "tar.xz": ("TAR.XZ", (b"\xfd7zXZ\0",)),
    "zst": ("Zstandard", (b"\x28\xb5\x2f\xfd",)),
    "tar.zst": ("TAR.ZST", (b"\x28\xb5\x2f\xfd",)),
    "xlsx": ("Excel", _ZIP),
    "ods": ("spreadsheet", _ZIP),
    "docx": ("Word", _ZIP),
    "odt": ("text document", _ZIP),
    "pptx": ("PowerPoint", _ZIP),
    "odp": ("slides", _ZIP),
    "epub": ("EPUB", _ZIP),
}
# What else must be in the file.
ENDS: dict[str, Callable[[bytes], bool]] = {
    "pdf": lambda data: b"%%EOF" in data[-2048:],
    "parquet": lambda data: data.endswith(b"PAR1"),
    "json": lambda data: data.lstrip()[:1] in b'{["0123456789-tfn',
    "ipynb": lambda data: data.lstrip()[:1] == b"{",
}
EXTENSIONS = [*BINARIES, *TEXTS]

_MARKUP = re.compile(
    rb"(?:\s++|<!--.*?-->)*+<(?:!doctype|html|head|body|script|style|iframe|svg|img"
    rb"|meta|link|object|embed|a|div|p|table|title|h1|\?xml)[\s>/]",
    re.IGNORECASE | re.DOTALL,
)
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def extension_of(name: str) -> str:
    """Return the extension of a name in lower case, without the dot: csv, tar.gz."""
    endings = [ending[1:].lower() for ending in PurePath(name).suffixes[-2:]]
    return ".".join(endings) if ".".join(endings) in BINARIES else (endings or [""])[-1]


def label_of(name: str) -> str:
    """Return the kind of a file, as readers are told."""
    extension = extension_of(name)
    label, _ = BINARIES.get(extension, (TEXTS.get(extension, extension.upper()), ()))
    return label


def check_attachment(extension: str, data: bytes) -> None:
    """Raise ValidationError unless the content is what the extension says."""
    if extension not in EXTENSIONS:
        kind = f"of type .{extension[:20]}" if extension else "without an extension"
        raise ValidationError(
            f"Files {kind} are not allowed. Put the file into a ZIP archive."
        )
    if extension in BINARIES:
        is_right = data.startswith(BINARIES[extension][1])
    else:
        is_right = _is_text(data)
    if not is_right or not ENDS.get(extension, bool)(data):
        label = label_of(f"x.{extension}")
        raise ValidationError(
            f"The file is damaged, or it is not {label} although its name says so."
        )


def _is_text(data: bytes) -> bool:
    if _MARKUP.match(data[:4096].removeprefix(b"\xef\xbb\xbf")):
        return False
    return data.startswith(_UTF_16) or b"\0" not in data
