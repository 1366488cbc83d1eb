"""What several recipes need: a repository to install from, made once."""

from __future__ import annotations

import checkouts
import pytest


@pytest.fixture(scope="session")
def repository(tmp_path_factory):
    """Return a repository with the checkout's files as they are on disk."""
    folder = tmp_path_factory.mktemp("healthlint")
    checkouts.copy(folder)
    return folder
