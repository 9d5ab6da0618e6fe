"""The portal with a sign-on provider, and an official whom it knows."""

import pytest

from tests.accounts.sign_on import provider as office
from tests.factories.accounts import AccountFactory


@pytest.fixture(scope="module")
def served():
    with office.running() as provider:
        yield provider


@pytest.fixture
def provider(served):
    """An honest provider."""
    served.__init__(served.address)
    return served


@pytest.fixture
def app(app, provider):
    app.config.update(
        OIDC_ISSUER=provider.address,
        OIDC_CLIENT_ID=office.CLIENT,
        OIDC_CLIENT_SECRET=office.SECRET,
        BASE_URL="http://localhost",
    )
    return app


@pytest.fixture
def account(app):
    account = AccountFactory()
    account.person.personal_no = "102030"
    return account
