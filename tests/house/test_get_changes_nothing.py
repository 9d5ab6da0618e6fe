"""A GET changes nothing: a command that runs while one is answered raises."""

import pytest

from portal.core.access import public
from portal.core.transaction import command


@command
def change_something():
    return "done"


@pytest.fixture
def page(app):
    """A view that runs a command, whatever the method."""
    app.config["TESTING"] = True  # the error reaches the test instead of an error page
    app.add_url_rule("/thing", "thing", public(lambda: change_something()), methods=["GET", "POST"])
    return "/thing"


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_command_during_a_read_raises(client, page, method):
    with pytest.raises(RuntimeError, match="this request is a GET"):
        client.open(page, method=method)


def test_command_during_a_post_runs(client, page):
    assert client.post(page).text == "done"
