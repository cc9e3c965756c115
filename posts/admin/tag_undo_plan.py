"""What undoing a change of tags would do now, and what it can no longer do."""

from posts.models.tag_changes import TagChange
from posts.models.tag_undo import Return, Reversal, Undoing

from .tag_plans import Preview, address
from .tag_words import counted, described


def undoing(plan: Undoing) -> Preview:
    """Return the preview of an undoing."""
    preview = Preview()
    for found in plan.returns:
        _tell_return(preview, found)
    for reversal in plan.reversals:
        _tell_reversal(preview, reversal, plan.change)
    if plan.is_empty:
        preview.limits.append("Nothing of this change is left to be undone.")
    if later := _later(plan.change):
        preview.limits.append(
            f"These tags were changed again since: {described(later)} To get back"
            " everything, undo that first."
        )
    return preview


def _tell_return(preview: Preview, found: Return) -> None:
    state, posts = found.state, counted(len(found.posts), "post")
    if found.namesake:
        preview.limits.append(
            f"There is a tag “{found.namesake.name}” again, made since. It stays as it"
            f" is, with its own address {address(found.namesake)}; it goes on {posts}"
            f" that had the old “{state['name']}”."
        )
    else:
        preview.changes.append(
            f"“{state['name']}” comes back, with its description and feeds, on {posts}."
        )
        _tell_address(preview, found)
    if found.lost_posts:
        verb = "was" if found.lost_posts == 1 else "were"
        preview.limits.append(
            f"{counted(found.lost_posts, 'post')} that had “{state['name']}” {verb}"
            " deleted since and cannot get it back."
        )


def _tell_address(preview: Preview, found: Return) -> None:
    place = found.state["address"]
    if found.is_moved:
        preview.limits.append(
            f"{place} is another tag's address by now; “{found.state['name']}” gets one"
            " made from its name."
        )
    else:
        preview.changes.append(f"{place} is its own page again, with its feeds.")
    if found.state["is_known"]:
        preview.subscribers.append(
            f"The feeds of “{found.state['name']}” are again the feeds that they were:"
            " no post is announced again to those who still subscribe."
        )


def _tell_reversal(preview: Preview, reversal: Reversal, change: TagChange) -> None:
    before, after, tag = reversal.before, reversal.after, reversal.tag
    if tag is None:
        preview.limits.append(
            f"“{after['name']}” is gone since; nothing can be given back to it."
        )
        return
    values = reversal.values
    if "name" in values:
        posts = counted(len(after["posts"]), "post")
        preview.changes.append(
            f"“{tag.name}” is called “{before['name']}” again, on {posts}."
        )
    if "slug" in values:
        preview.changes.append(
            f"{before['address']} is its address again; {address(tag)} leads there."
        )
        preview.redirects.append((address(tag), before["address"]))
    if after["is_known"] and values.keys() & {"name", "slug"}:
        preview.subscribers.append(
            "Its feeds stay the same feeds, under the former title and address: no post"
            " is announced again."
        )
    if "description" in values:
        preview.changes.append(f"“{tag.name}” gets its former description back.")
    if reversal.untagged:
        preview.changes.append(
            f"“{tag.name}” is taken off {counted(len(reversal.untagged), 'post')} that"
            " got it by this change."
        )
    for name in reversal.refused:
        preview.limits.append(_REFUSALS[name].format(**before, now=tag.name))


_REFUSALS = {
    "name": "“{now}” keeps its name: another tag is called “{name}” by now.",
    "slug": "“{now}” keeps its address: {address} is another tag's by now.",
    "description": "“{now}” keeps its description: it was edited since.",
}


def _later(change: TagChange) -> TagChange | None:
    """Return a later change of the same tags that stands, the latest; one query."""
    ours = {state["pk"] for state in change.before}
    later = TagChange.objects.filter(pk__gt=change.pk, undone_by=None)
    for other in later.exclude(action="undone"):
        found: TagChange = other
        if ours.intersection(state["pk"] for state in found.before):
            return found
    return None
