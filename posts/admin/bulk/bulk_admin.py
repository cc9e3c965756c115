"""Running a bulk action: the texts are counted and shown, and the action confirmed."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib import admin, messages
from django.contrib.admin import ActionLocation
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import Action
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.text import Truncator

from posts.admin.base import EditorAdmin, account_of
from posts.models.article import Article, ArticleQuerySet

from .bulk_actions import DELETE, PUBLISH, RESTORE, TRASH, UNPUBLISH, BulkAction

SHOWN = 20
# Each text is saved separately, which takes about a hundredth of a second.
MANY = 200
MAX_TITLE_LENGTH = 60
NOT_ALLOWED = "not yours to change"
CHANGED = (
    "The texts have changed since this page was opened. Check again what will happen."
)


class TextsChanged(Exception):
    """A text was changed after the page with the plan was shown."""


@dataclass(slots=True)
class Plan:
    """What a bulk action would do, to which texts, and why others are left out."""

    action: BulkAction
    affected: list[Article] = field(default_factory=list)
    left_out: dict[str, list[Article]] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """What the form sends back to say that this plan was shown."""
        rows = [
            (row.pk, str(row.published_at), str(row.modified)) for row in self.affected
        ]
        lines = {why: [row.pk for row in rows] for why, rows in self.left_out.items()}
        return hashlib.sha256(repr((rows, lines)).encode()).hexdigest()[:16]

    @property
    def effects(self) -> list[str]:
        return self.action.effects(self.affected)

    @property
    def is_slow(self) -> bool:
        return len(self.affected) > MANY


class BulkAdmin(EditorAdmin):
    actions = ["publish", "unpublish", "trash", "restore", "delete_for_good"]

    def get_actions(
        self,
        request: HttpRequest,
        action_location: ActionLocation = ActionLocation.CHANGE_LIST,
    ) -> dict[str, Action | None]:
        """Return the actions for the list that is shown: of texts, or of the trash."""
        actions = super().get_actions(request, action_location)
        of_trash = {"restore", "delete_for_good"}
        is_trash = request.GET.get("state") == "trash"
        return {
            name: action
            for name, action in actions.items()
            if name != "delete_selected" and (name in of_trash) == is_trash
        }

    @admin.action(
        description="Publish now: selected %(verbose_name_plural)s",
        permissions=["change"],
    )
    def publish(self, request: HttpRequest, queryset: ArticleQuerySet) -> HttpResponse:
        return self._confirm_selected(request, PUBLISH, queryset)

    @admin.action(
        description="Unpublish: selected %(verbose_name_plural)s become drafts",
        permissions=["change"],
    )
    def unpublish(
        self, request: HttpRequest, queryset: ArticleQuerySet
    ) -> HttpResponse:
        return self._confirm_selected(request, UNPUBLISH, queryset)

    @admin.action(
        description="Move to the trash: selected %(verbose_name_plural)s",
        permissions=["delete"],
    )
    def trash(self, request: HttpRequest, queryset: ArticleQuerySet) -> HttpResponse:
        return self._confirm_selected(request, TRASH, queryset)

    @admin.action(
        description="Restore from the trash: selected %(verbose_name_plural)s",
        permissions=["delete"],
    )
    def restore(self, request: HttpRequest, queryset: ArticleQuerySet) -> HttpResponse:
        return self._confirm_selected(request, RESTORE, queryset)

    @admin.action(
        description="Delete for good: selected %(verbose_name_plural)s",
        permissions=["delete"],
    )
    def delete_for_good(
        self, request: HttpRequest, queryset: ArticleQuerySet
    ) -> HttpResponse:
        return self._confirm_selected(request, DELETE, queryset)

    def _confirm_selected(
        self, request: HttpRequest, action: BulkAction, queryset: ArticleQuerySet
    ) -> HttpResponse:
        across = request.POST.get("select_across") == "1"
        chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
        hidden = [("action", action.name), ("select_across", "1" if across else "0")]
        keys = chosen[:1] if across else chosen
        hidden += [(ACTION_CHECKBOX_NAME, key) for key in keys]
        here = request.get_full_path()
        return self.confirm(request, action, queryset, hidden, back=here, then=here)

    # Any action, on one text too

    def confirm(
        self,
        request: HttpRequest,
        action: BulkAction,
        queryset: ArticleQuerySet,
        hidden: Iterable[tuple[str, str]] = (),
        *,
        back: str,
        then: str,
    ) -> HttpResponse:
        """Show the plan; carry it out if exactly this plan was confirmed by POST."""
        seen = request.POST.get("plan", "") if request.method == "POST" else ""
        plan = self.plan(request, action, queryset)
        if plan.affected and seen == plan.digest:
            try:
                self.carry_out(request, plan)
            except TextsChanged:
                plan = self.plan(request, action, queryset)
            else:
                return HttpResponseRedirect(then)
        label = action.label.format(self.name_texts(plan.affected))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"{label}?",
            "label": label,
            "button": action.label.format("it") if len(plan.affected) == 1 else label,
            "plan": plan,
            "changed": CHANGED if seen else "",
            "shown": plan.affected[:SHOWN],
            "more": max(0, len(plan.affected) - SHOWN),
            "left_out": [
                (why, rows[:SHOWN], max(0, len(rows) - SHOWN), len(rows))
                for why, rows in plan.left_out.items()
            ],
            "hidden": hidden,
            "back": back,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/bulk/confirm.html", context)

    def plan(
        self, request: HttpRequest, action: BulkAction, queryset: ArticleQuerySet
    ) -> Plan:
        """Return the plan of an action; reads long texts only if it must."""
        plan = Plan(action)
        left_out: defaultdict[str, list[Article]] = defaultdict(list)
        for article in queryset.for_lists():
            why = self._why_not(request, action, article)
            (left_out[why] if why else plan.affected).append(article)
        plan.left_out = dict(left_out)
        return plan

    def _why_not(
        self, request: HttpRequest, action: BulkAction, article: Article
    ) -> str:
        """Return why a text is left out; "" if it is not."""
        why = self._refusal(request, action, article)
        if why or not action.objection:
            return why
        return action.objection(self.model._default_manager.get(pk=article.pk))

    def _refusal(
        self, request: HttpRequest, action: BulkAction, article: Article
    ) -> str:
        """Return why a text is left out, whatever it says; "" if it is not."""
        allows = getattr(self, f"has_{action.permission}_permission")
        return action.reason(article) if allows(request, article) else NOT_ALLOWED

    @transaction.atomic
    def carry_out(self, request: HttpRequest, plan: Plan) -> None:
        """Perform the action on every text, or on none.

        Raises TextsChanged if a text is no longer as it was planned.
        """
        if plan.action is DELETE:
            self.log_deletions(request, plan.affected)  # type: ignore[arg-type]
        for article in plan.affected:
            stored = self._lock(request, plan.action, article)
            plan.action.perform(stored, account_of(request))
            if plan.action is not DELETE:
                note = plan.action.message.format("").strip().capitalize()
                self.log_change(request, article, note)
        self.add_success_message(request, plan)

    def _lock(
        self, request: HttpRequest, action: BulkAction, planned: Article
    ) -> Article:
        """Return a text as it is stored now, locked.

        Raises TextsChanged if it was saved after it was planned, or if the action no
        longer applies to it. The report is not made again: it is the same, and
        rendering here would make all other saves wait.
        """
        rows = self.model._default_manager.select_for_update()
        stored: Article | None = rows.filter(pk=planned.pk).first()
        if stored is None or stored.modified != planned.modified:
            raise TextsChanged
        if self._refusal(request, action, stored):
            raise TextsChanged
        return stored

    def add_success_message(self, request: HttpRequest, plan: Plan) -> None:
        sentence = plan.action.message.format(self.name_texts(plan.affected))
        if left := sum(map(len, plan.left_out.values())):
            sentence += f" {left} left out."
        self.message_user(request, sentence, messages.SUCCESS)

    def name_texts(self, texts: list[Article]) -> str:
        """Return the number of texts; for a single one, its shortened title."""
        if len(texts) == 1:
            return f"“{Truncator(texts[0]).chars(MAX_TITLE_LENGTH)}”"
        return f"{len(texts):,} {self.opts.verbose_name_plural}"
