"""A field for rendered HTML; and one sort order of texts for all databases."""

from typing import Any

from django.db import models
from django.utils.safestring import SafeString, mark_safe


class RenderedHTMLField(models.TextField):
    """HTML that templates may print as it is; only `Article.render` writes it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.update(editable=False, blank=True, default="")
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, *_: Any) -> SafeString | None:
        return None if value is None else mark_safe(value)


class InBytes(models.Func):
    """A text sorted by its bytes: in one order, however a database collates."""

    template = "%(expressions)s"
    arity = 1

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        context["template"] = '%(expressions)s COLLATE "C"'
        return self.as_sql(compiler, connection, **context)
