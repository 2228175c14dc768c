"""Quantity: one number of the training, how it comes about, and all of it in three notations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.expression import Expression, Number
from engine.expression.markup import Latex, MathML, escape
from engine.expression.notation import Notation, Text, shown

_MATHML = MathML(numbers=False)


@dataclass(frozen=True)
class Quantity:
    """A number that the engine computed, and the expression that explains it.

    `result` is the engine's number with its symbol; `expression.value` computes it anew from the
    factors shown, and agrees to rounding. `derivation` are forms that come before, in symbols only
    (their numbers may overflow where the expression does not). `steps` are quantities that were
    computed on the way, such as the m and v of Adam. With the relation "←" the symbol gets the
    value and stands for the old one on the right.
    """

    key: str
    title: str
    result: Number
    expression: Expression
    derivation: tuple[Expression, ...] = ()
    steps: tuple[Quantity, ...] = ()
    relation: str = "="
    note: str = ""

    @property
    def value(self) -> float:
        """The engine's number."""
        return self.result.value

    def text(self) -> str:
        """z₁⁽¹⁾ = w₁₁⁽¹⁾·x₁ + b₁⁽¹⁾ = 0.31 × 2 + 0.1 = 0.72; steps before it, a note after."""
        note = [f"    ({self.note})"] if self.note else []
        return "\n".join([*(step.text() for step in self.steps), "".join(self._forms(Text)), *note])

    def mathml(self) -> str:
        """The equation, without its steps, as one <math>."""
        return _MATHML.whole(_MATHML.row(self._forms(MathML)))

    def mathml_lines(self) -> list[str]:
        """The same as one <math> for each form, as browsers do not break MathML into lines."""
        name, first, *rest = self._forms(MathML)
        return [_MATHML.whole(_MATHML.row([form])) for form in (name + first, *rest)]

    def mathml_rows(self) -> list[str]:
        """Rows of an <mtable>, the steps' first: title and equation."""
        title = f"<mtd><mtext>{escape(self.title)}</mtext></mtd>"
        row = f"<mtr>{title}<mtd>{_MATHML.row(self._forms(MathML))}</mtd></mtr>"
        return [*(row for step in self.steps for row in step.mathml_rows()), row]

    def latex(self) -> str:
        """The equation, without its steps, for a mathematics environment."""
        return "".join(self._forms(Latex))

    def latex_rows(self) -> list[str]:
        """Rows of an align environment, the steps' first."""
        name, *forms = self._forms(Latex)
        return [*(row for step in self.steps for row in step.latex_rows()),
                f"{name} &{''.join(forms)}"]  # fmt: skip

    def _forms(self, kind: type[Notation]) -> list[str]:
        return forms(kind, self.result, (*self.derivation, self.expression), self.relation)

    def __repr__(self) -> str:
        return f"<{self.key}: {self.result.text()} = {shown(self.value)}>"


def forms(
    kind: type[Notation],
    result: Expression,
    expressions: Sequence[Expression],
    relation: str = "=",
) -> list[str]:
    """symbol, = form, = form, ...: all in symbols, the last with its numbers, the result.

    A form that reads like the one before it is left out.
    """
    symbols, numbers = kind(numbers=False), kind(numbers=True)
    written = [expression.write(symbols) for expression in expressions]
    written += [expressions[-1].write(numbers), result.write(numbers)]
    unique = [form for i, form in enumerate(written) if not i or form != written[i - 1]]
    signs = [relation] + ["="] * (len(unique) - 1)
    equal = [symbols.operator(sign) + form for sign, form in zip(signs, unique, strict=True)]
    return [result.write(symbols), *equal]
