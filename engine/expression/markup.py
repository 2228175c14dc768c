"""The two notations with structure: presentation MathML, which browsers draw, and LaTeX."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from engine.expression.notation import Notation, shown

if TYPE_CHECKING:
    from engine.expression.nodes import Expression, Number
    from engine.expression.symbols import Derivative, Symbol

_LATEX = {
    "δ": r"\delta", "η": r"\eta", "β": r"\beta", "ε": r"\epsilon", "α": r"\alpha",
    "μ": r"\mu", "λ": r"\lambda", "Φ": r"\Phi", "φ": r"\varphi", "π": r"\pi",
    "ℓ": r"\ell", "σ": r"\sigma", "m̂": r"\hat{m}", "v̂": r"\hat{v}",
    "ln": r"\ln", "tanh": r"\tanh", "sin": r"\sin", "max": r"\max",
    "×": r"\times", "·": r"\cdot", "−": "-", "←": r"\leftarrow", "…": r"\cdots",
    ">": ">", "≥": r"\ge", "′": "'", "⊙": r"\odot", "Δ": r"\Delta",
}  # fmt: skip


class MathML(Notation):
    def whole(self, inner: str) -> str:
        return f'<math displaystyle="true">{inner}</math>'

    def row(self, parts: Sequence[str]) -> str:
        return f"<mrow>{''.join(parts)}</mrow>"

    def number(self, leaf: Number) -> str:
        quantity = f' data-quantity="{escape(leaf.quantity)}"' if leaf.quantity else ""
        return (
            f'<mn data-number="{float(leaf.value)!r}"{_light(leaf.reference)}{quantity}>'
            f"{shown(leaf.value)}</mn>"
        )

    def symbol(self, symbol: Symbol, reference: str) -> str:
        small = [text for text in (symbol.subscript, symbol.superscript) if text]
        if not small:
            return f"<mi{_light(reference)}>{escape(symbol.letter)}</mi>"
        tag = f"m{'sub' if symbol.subscript else ''}{'sup' if symbol.superscript else ''}"
        indices = "".join(f"<mtext>{escape(text)}</mtext>" for text in small)
        return f"<{tag}{_light(reference)}><mi>{escape(symbol.letter)}</mi>{indices}</{tag}>"

    def derivative(self, derivative: Derivative, reference: str) -> str:
        of, by = derivative.of.write(self), derivative.by.write(self)
        return (
            f"<mfrac{_light(reference)}><mrow><mo>∂</mo>{of}</mrow>"
            f"<mrow><mo>∂</mo>{by}</mrow></mfrac>"
        )

    def operator(self, sign: str) -> str:
        return f"<mo>{escape(sign)}</mo>"

    def prefix(self, sign: str) -> str:
        return f'<mo form="prefix">{escape(sign)}</mo>'

    def call(self, name: str, arguments: Sequence[str]) -> str:
        bracketed = f"<mrow><mo>(</mo>{'<mo>,</mo>'.join(arguments)}<mo>)</mo></mrow>"
        if not name:
            return bracketed
        # U+2061 is "function application", which a screen reader says as "of".
        return f"<mrow><mi>{escape(name)}</mi><mo>\N{FUNCTION APPLICATION}</mo>{bracketed}</mrow>"

    def fraction(self, top: Expression, bottom: Expression) -> str:
        return f"<mfrac>{top.write(self)}{bottom.write(self)}</mfrac>"

    def power(self, base: str, exponent: Expression) -> str:
        return f"<msup>{base}{exponent.write(self)}</msup>"

    def root(self, inner: Expression) -> str:
        return f"<msqrt>{inner.write(self)}</msqrt>"

    def absolute(self, inner: str) -> str:
        return f'<mrow><mo form="prefix">|</mo>{inner}<mo form="postfix">|</mo></mrow>'

    def cases(self, condition: str, then: str, otherwise: str) -> str:
        def line(value: str, when: str) -> str:
            return f"<mtr><mtd>{value}</mtd><mtd>{when}</mtd></mtr>"

        table = line(then, f"<mrow><mtext>if </mtext>{condition}</mrow>")
        table += line(otherwise, "<mtext>otherwise</mtext>")
        return f'<mrow><mo form="prefix">{{</mo><mtable>{table}</mtable></mrow>'

    def total(self, term: str, index: str) -> str:
        return f"<mrow><munder><mo>∑</mo><mi>{escape(index)}</mi></munder>{term}</mrow>"

    def ellipsis(self, count: int) -> str:
        return f'<mo data-terms="{count}">⋯</mo>'

    def matrix(self, rows: Sequence[Sequence[str]]) -> str:
        cells = ("".join(f"<mtd>{cell}</mtd>" for cell in row) for row in rows)
        table = "".join(f"<mtr>{row}</mtr>" for row in cells)
        return f"<mrow><mo>[</mo><mtable>{table}</mtable><mo>]</mo></mrow>"

    def space(self) -> str:
        return "<mo>\N{INVISIBLE TIMES}</mo>"


class Latex(Notation):
    def number(self, leaf: Number) -> str:
        digits, _, exponent = shown(leaf.value).replace("−", "-").partition("e")
        digits = {"∞": r"\infty", "-∞": r"-\infty", "NaN": r"\text{NaN}"}.get(digits, digits)
        return digits + (rf" \times 10^{{{exponent}}}" if exponent else "")

    def symbol(self, symbol: Symbol, reference: str) -> str:
        small = f"_{{{symbol.subscript}}}" if symbol.subscript else ""
        small += f"^{{{symbol.superscript}}}" if symbol.superscript else ""
        return _latex(symbol.letter) + small

    def derivative(self, derivative: Derivative, reference: str) -> str:
        of, by = derivative.of.write(self), derivative.by.write(self)
        return rf"\frac{{\partial {of}}}{{\partial {by}}}"

    def operator(self, sign: str) -> str:
        return f" {_LATEX.get(sign, sign)} "

    def prefix(self, sign: str) -> str:
        return _LATEX.get(sign, sign)

    def call(self, name: str, arguments: Sequence[str]) -> str:
        return rf"{_latex(name)}\left({', '.join(arguments)}\right)"

    def fraction(self, top: Expression, bottom: Expression) -> str:
        return rf"\frac{{{top.write(self)}}}{{{bottom.write(self)}}}"

    def power(self, base: str, exponent: Expression) -> str:
        return f"{base}^{{{exponent.write(self)}}}"

    def root(self, inner: Expression) -> str:
        return rf"\sqrt{{{inner.write(self)}}}"

    def absolute(self, inner: str) -> str:
        return rf"\left|{inner}\right|"

    def cases(self, condition: str, then: str, otherwise: str) -> str:
        return (
            rf"\begin{{cases}}{then} & \text{{if }} {condition} \\ "
            rf"{otherwise} & \text{{otherwise}}\end{{cases}}"
        )

    def total(self, term: str, index: str) -> str:
        return rf"\sum_{{{index}}} {term}"

    def matrix(self, rows: Sequence[Sequence[str]]) -> str:
        lines = r" \\ ".join(" & ".join(row) for row in rows)
        return rf"\begin{{bmatrix}}{lines}\end{{bmatrix}}"

    def space(self) -> str:
        return r" \, "

    def ellipsis(self, count: int) -> str:
        return r"\cdots"


def escape(text: str) -> str:
    """Like html.escape, whose import brings a table of 2,000 entities along."""
    return text.translate({38: "&amp;", 60: "&lt;", 62: "&gt;", 34: "&quot;"})


def _light(reference: str) -> str:
    return f' data-ref="{escape(reference)}"' if reference else ""


def _latex(name: str) -> str:
    """A letter as itself, a Greek one as its command, a word upright."""
    if name in _LATEX:
        return _LATEX[name]
    return name if len(name) <= 1 else rf"\operatorname{{{name}}}"
