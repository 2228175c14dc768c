"""The files beside the pages: style, fonts, the loader, and the Python that the page runs."""

import base64
import hashlib
import json
import zipfile
from pathlib import Path

from builder.paths import ROOT, SITE
from builder.written import write_text

# The Latin part of each typeface comes first, then the Greek.
FACES = (
    ("Source Serif 4", "normal", "source-serif-4-latin-wght-normal.woff2", "U+0-2FF, U+2000-206F"),
    ("Source Serif 4", "italic", "source-serif-4-latin-wght-italic.woff2", "U+0-2FF, U+2000-206F"),
    ("Inter", "normal", "inter-latin-wght-normal.woff2", "U+0-2FF, U+2000-206F, U+2122, U+2212"),
    ("Inter", "normal", "inter-greek-wght-normal.woff2", "U+370-3FF"),
)
CARRIED = "faces.js"  # loaded when a picture is saved
# The parts of boot.js, each using those before it.
BOOT = ("trusted.js", *(f"boot/{name}" for name in (
    "answers.js", "forms.js", "restore.js", "table.js", "kernels.js", "tiers.js", "waiting.js",
    "boot.js")))
# Later rules win.
STYLE = ("page", "site", "lab", "figures", "panels", "tables", "layers", "bench", "strips", "code",
         "concepts", "home", "motion", "contrast", "print")
LICENSES = {
    "CPython-PSF.txt": "CPython, the Python language itself: PSF License",
    "Pyodide-MPL-2.0.txt": "Pyodide, CPython for the browser: Mozilla Public License 2.0",
    "numpy.txt": "numpy: BSD License, with those of the parts it contains",
    "Inter-OFL.txt": "the typeface Inter: SIL Open Font License",
    "Source-Serif-4-OFL.txt": "the typeface Source Serif 4: SIL Open Font License",
    "Glassnet-MIT.txt": "Glassnet itself: MIT License",
}


def write_assets(into: Path) -> None:
    """`assets/`: the static files, and the fonts as `data:` URLs in one style sheet.

    A font file beside the page could not be fetched on file:// or in a sandboxed iframe. The same
    again as a script, as there a script cannot read a style sheet either: a picture that is saved
    brings its fonts along.
    """
    into.mkdir(parents=True)
    for name in ("first.js", "asked.js", "print.js", "terms.js", "icon.svg"):
        write_text(into / name, script(name))
    write_text(into / "style.css", style_sheet())
    # One request instead of many, for what everything else waits for.
    write_text(into / "boot.js", script(*BOOT))
    write_text(into / "patch.js", script("trusted.js", "patch.js"))
    rules = [face(*each) for each in FACES]
    write_text(into / "fonts.css", "".join(rules))
    carried = [[family, style, characters, rule]
               for (family, style, _, characters), rule in zip(FACES, rules, strict=True)]
    write_text(into / CARRIED, f"window.glassnetFaces = {json.dumps(carried)};\n")


def build_of_assets() -> str:
    """What tells the scripts and styles of this build from those of another: 16 digits."""
    digest = hashlib.sha256()
    for path in sorted((SITE / "static").rglob("*.*")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def script(*parts: str) -> str:
    """A script as it is served: it knows its build."""
    source = "".join((SITE / "static" / name).read_text("utf-8") for name in parts)
    return source.replace("GLASSNET_BUILD", build_of_assets())


def style_sheet() -> str:
    """All rules, in the order that they are meant in."""
    folder = SITE / "static" / "style"
    return "\n".join((folder / f"{name}.css").read_text("utf-8") for name in STYLE)


def face(family: str, style: str, file: str, characters: str) -> str:
    data = base64.b64encode((SITE / "static" / "fonts" / file).read_bytes()).decode()
    return (f'@font-face {{ font-family: "{family}"; font-style: {style}; font-weight: 200 900; '
            f"font-display: block; unicode-range: {characters}; "
            f'src: url("data:font/woff2;base64,{data}") format("woff2"); }}\n')


def write_licenses(wheel: Path, into: Path) -> None:
    """`licenses/`: of all that the site contains; numpy's own are in its wheel."""
    into.mkdir(parents=True)
    for path in sorted((SITE / "licenses").iterdir()):
        write_text(into / path.name, path.read_text("utf-8"))
    write_text(into / "Glassnet-MIT.txt", (ROOT / "LICENSE").read_text("utf-8"))
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if ".dist-info/licenses/" in name]
        texts = [f"==== {name}\n\n{archive.read(name).decode()}" for name in sorted(names)]
    write_text(into / "numpy.txt", "\n".join(texts))
