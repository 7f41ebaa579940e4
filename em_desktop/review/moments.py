"""When something was, in words."""

from datetime import date, datetime, timedelta


def moment(then: datetime, today: date) -> str:
    """Return ``today 14:02``, ``yesterday 9:30``, ``26 June 14:02`` or, last year, with the year.

    Args:
        then: in local time.
        today: where the reader is.
    """
    clock = f"{then.hour}:{then.minute:02}"
    day = then.date()
    if day == today:
        return f"today {clock}"
    if day == today - timedelta(days=1):
        return f"yesterday {clock}"
    year = f" {day.year}" if day.year != today.year else ""
    return f"{day.day} {_MONTHS[day.month - 1]}{year} {clock}"


_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
