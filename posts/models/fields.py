"""A field for rendered HTML; and one sort order of texts for all databases."""

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql.compiler import SQLCompiler
from django.utils.safestring import SafeString, mark_safe


class RenderedHTMLField(models.TextField):
    """HTML that templates may print as it is; only `Article.render` writes it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.update(editable=False, blank=True, default="")
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, *_: object) -> SafeString | None:
        return None if value is None else mark_safe(value)


class InBytes(models.Func):
    """A text sorted by its bytes: in one order, however a database collates."""

    template = "%(expressions)s"
    arity = 1

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, Sequence[object]]:
        template = '%(expressions)s COLLATE "C"'
        return self.as_sql(compiler, connection, template=template)
