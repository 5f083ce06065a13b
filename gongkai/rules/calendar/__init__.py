"""工作日历: holidays and 调休 of 2007-2026 as dated data, and arithmetic on working days."""

from gongkai.rules.calendar.days import EARLIEST, LATEST, long_day, parse_day, parse_range, weekday_name
from gongkai.rules.calendar.workdays import Calendar, Day
from gongkai.rules.calendar.year import Notice, YearDays, shipped_years, year_from_json

__all__ = [
    "EARLIEST",
    "LATEST",
    "Calendar",
    "Day",
    "Notice",
    "YearDays",
    "long_day",
    "parse_day",
    "parse_range",
    "shipped_years",
    "weekday_name",
    "year_from_json",
]
