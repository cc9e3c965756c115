"""The settings' environment during tests; loaded by pytest before Django is."""

import atexit
import os
import shutil
import tempfile

if "POSTS_DATA_DIR" not in os.environ:
    os.environ["POSTS_DATA_DIR"] = tempfile.mkdtemp(prefix="posts-tests-")
    atexit.register(shutil.rmtree, os.environ["POSTS_DATA_DIR"], ignore_errors=True)
os.environ["POSTS_SECRET_KEY"] = "for-tests-only"
os.environ["POSTS_BASE_URL"] = "https://essays.example"
# Playwright's event loop runs in the same thread as the test that drives it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
