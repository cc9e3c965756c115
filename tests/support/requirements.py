"""What some tests need beyond Python: without it they skip, or fail if told to."""

import os

import pytest


def skip_unless(is_there: object, sentence: str) -> None:
    """Skip with a sentence that says how to get what is missing.

    With POSTS_REQUIRE_ALL set, as in continuous integration, fail instead.
    """
    if is_there:
        return
    if os.environ.get("POSTS_REQUIRE_ALL"):
        pytest.fail(sentence, pytrace=False)
    pytest.skip(sentence)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where everything is due, a run that skipped a test has failed."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped") if reporter else None
    if skipped and os.environ.get("POSTS_REQUIRE_ALL"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        reporter.write_line(f"\n{len(skipped)} tests were skipped; none may be.")
