"""Forms of the admin for tests, and what they answer."""


def messages(response) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def site_form(**fields):
    return {
        "title": "Essays",
        "tagline": "",
        "language": "en",
        "time_zone": "Europe/Berlin",
        "licence": "",
        "licence_url": "",
        "posts_per_page": "20",
        "posts_in_feed": "20",
        "feed_mathematics": "mathml",
        "feed_addresses": "",
        "macros": "",
        "links-TOTAL_FORMS": "1",
        "links-INITIAL_FORMS": "0",
        "links-0-label": "",
        "links-0-address": "",
        "links-0-position": "0",
    } | fields


SITE = "/admin/posts/sitesettings/1/change/"
