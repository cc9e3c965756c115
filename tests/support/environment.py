"""The settings' environment during tests; loaded by pytest before Django is."""

import os
import tempfile

os.environ.setdefault("POSTS_DATA_DIR", tempfile.mkdtemp(prefix="posts-tests-"))
os.environ["POSTS_SECRET_KEY"] = "for-tests-only"
os.environ["POSTS_BASE_URL"] = "https://essays.example"
# Playwright's event loop runs in the same thread as the test that drives it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
