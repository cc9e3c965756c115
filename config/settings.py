"""Settings, in startproject's order.

What differs between sites comes from the environment; README lists every name.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

from django.utils.csp import CSP

from config.environment import (
    read_base_url,
    read_bool,
    read_database,
    read_list,
    read_secret,
)

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("POSTS_DATA_DIR", "") or BASE_DIR / "var").resolve()

# Core

DEBUG = read_bool("POSTS_DEBUG")
SECRET_KEY = read_secret("POSTS_SECRET_KEY", file=DATA_DIR / "secret-key")

BASE_URL = read_base_url("POSTS_BASE_URL", default="http://127.0.0.1:8000")
IS_HTTPS = BASE_URL.startswith("https://")
ALLOWED_HOSTS = [
    urlsplit(BASE_URL).hostname,
    "localhost",
    "127.0.0.1",
    "[::1]",
    *read_list("POSTS_ALLOWED_HOSTS"),
]

INSTALLED_APPS = [
    "posts.apps.PostsConfig",
    "posts.apps.PostsAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "markdownx",
    "taggit",
    "axes",
]

# Whitenoise comes after the two that put security headers on its responses.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "posts.middleware.HostMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "posts.http_caching.ConditionalMiddleware",
    "posts.middleware.SiteMiddleware",
    "posts.middleware.RedirectMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "posts.context_processors.site",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS.append("django.forms")

# Database

DATABASES = {
    "default": read_database(
        "DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'posts.sqlite3'}"
    ),
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # `serve` sets the journal mode, once: setting it at connect would write, and so
    # the site would not start on a read-only database.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 10,
        "init_command": "PRAGMA synchronous=FULL; PRAGMA mmap_size=134217728;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Accounts

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"

# Signing in is slowed and stopped by django-axes, as posts/admin/accounts/ says.

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AXES_HANDLER = "posts.admin.accounts.throttling.Throttle"
AXES_LOCKOUT_PARAMETERS = "posts.admin.accounts.throttling.counted_by"
AXES_LOCKOUT_CALLABLE = "posts.admin.accounts.throttling.answer"
AXES_CLIENT_STR_CALLABLE = "posts.admin.accounts.throttling.client_in_words"
AXES_CLIENT_IP_CALLABLE = "posts.admin.accounts.client_address.client_address"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 1  # hour, after which failures are forgotten
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_SENSITIVE_PARAMETERS = ["username", "unsent", "carried"]
AXES_ENABLE_ADMIN = False

# Languages: the public site follows the language and time zone set in the admin.

LANGUAGE_CODE = "en"
USE_I18N = True
LOCALE_PATHS = [BASE_DIR / "posts" / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True

# Files

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "posts.static_storage.MathsFontFinder",
]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "posts.static_storage.HashedStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# Security: HTTPS settings follow from the base URL; an https site stands behind a proxy
# that says so in X-Forwarded-Proto.

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "media-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
CSRF_TRUSTED_ORIGINS = [BASE_URL]
CSRF_FAILURE_VIEW = "posts.admin.desk.resume.csrf_failure"
if IS_HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
# W005, W021 (subdomains, preload): a site must not speak for its domain's other hosts.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

# Limits: a million characters take nine bytes each where they are not ASCII, and a form
# that is resumed after sign-in is encoded twice; images go to disk.

DATA_UPLOAD_MAX_MEMORY_SIZE = 32 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "posts.admin.uploads.upload_limit.BoundedUploads",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Tags and Markdown

TAGGIT_CASE_INSENSITIVE = True
TAGGIT_TAGS_FROM_STRING = "posts.models.tags.tag_names.split_names"
TAGGIT_STRING_FROM_TAGS = "posts.models.tags.tag_names.join_names"
MARKDOWNX_MARKDOWNIFY_FUNCTION = "posts.models.article.markdownify"
MARKDOWNX_URLS_PATH = "/admin/markdown/preview/"
MARKDOWNX_UPLOAD_URLS_PATH = "/admin/markdown/upload/"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
