"""Repeated measurements: their median, their spread, and ratios taken repeat by repeat."""

from dataclasses import dataclass, field
from statistics import median, quantiles


@dataclass
class Measured:
    """What was measured of one thing, one value per repeat."""

    values: list[float] = field(default_factory=list)

    def add(self, value: float) -> None:
        self.values.append(value)

    @property
    def median(self) -> float:
        return median(self.values)

    @property
    def spread(self) -> tuple[float, float]:
        """Lower and upper quartile, or all there is of fewer than four values."""
        if len(self.values) < 4:
            return min(self.values), max(self.values)
        low, _, high = quantiles(self.values, method="inclusive")
        return low, high

    def over(self, other: "Measured") -> "Measured":
        """This as a multiple of the other, repeat by repeat: what slowed both cancels out."""
        pairs = zip(self.values, other.values, strict=True)
        return Measured([mine / its for mine, its in pairs])

    def show(self, scale: float = 1.0) -> tuple[str, str]:
        """The median, and the spread, for two columns of a table."""
        low, high = self.spread
        return digits(self.median * scale), f"{digits(low * scale)}–{digits(high * scale)}"


def digits(value: float) -> str:
    """Three significant digits, never fewer before the point."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.{1 if abs(value) >= 10 else 2}f}"
