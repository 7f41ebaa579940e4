"""What a person said about how a file is read, as one value that can be kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from em_desktop.files.options_json import decoded_options, encoded_options
from em_desktop.files.source import ReadOptions
from em_desktop.roster.options import ReadingOptions, Unit

DECIMAL_MARKS = (".", ",")


@dataclass(frozen=True)
class HowRead:
    """What a person said about how a file is read; what is None is found out from the file.

    Attributes:
        options: how bytes become cells.
        unit: of the measurement.
        decimal_mark: ``"."`` or ``","``; the other one then separates thousands.
    """

    options: ReadOptions = field(default_factory=ReadOptions)
    unit: Unit | None = None
    decimal_mark: str | None = None

    def applied(self, reading: ReadingOptions) -> ReadingOptions:
        """Return how text becomes values, with what was said."""
        return replace(reading, unit=self.unit, decimal_mark=self.decimal_mark)

    @classmethod
    def of(cls, options: ReadOptions, reading: ReadingOptions) -> "HowRead":
        """Return what was said, from the options that followed from it."""
        return cls(options, reading.unit, reading.decimal_mark)


def encoded(how: HowRead) -> dict[str, object]:
    """Return it as what the ``json`` module writes."""
    return {
        "options": encoded_options(how.options),
        "unit": None if how.unit is None else how.unit.value,
        "decimal_mark": how.decimal_mark,
    }


def decoded(content: object) -> HowRead | None:
    """Return what was kept, or None where it makes no sense."""
    if not isinstance(content, Mapping):
        return None
    unit, mark = content.get("unit"), content.get("decimal_mark")
    if mark not in (None, *DECIMAL_MARKS):
        return None
    try:
        options = decoded_options(content.get("options"))
        return HowRead(options, None if unit is None else Unit(unit), mark)
    except ValueError:
        return None
