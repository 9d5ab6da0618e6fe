"""What every template may use: filters and the frame's variables."""

from flask import Flask

from portal.core import clock, korean


def init_app(app: Flask) -> None:
    """Register the filters."""
    app.jinja_env.globals["today"] = clock.today
    app.jinja_env.filters.update(
        kdate=korean.kdate,
        short_date=korean.short_date,
        kdatetime=korean.kdatetime,
        ktime=korean.ktime,
        number=korean.number,
        josa=korean.josa,
    )
