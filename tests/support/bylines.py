"""Who signs a post: made and read, for tests of bylines."""

from posts.models import Post

from .factories import make_post


def signing(post) -> list[int]:
    """Return the keys of a post's authors, in order."""
    return [author.pk for author in Post.objects.get(pk=post.pk).authors_in_order]


def make_signed(*authors, **fields) -> Post:
    post = make_post(**fields)
    for position, author in enumerate(authors):
        post.authorships.create(author=author, position=position)
    return post
