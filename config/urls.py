"""The composition of the site: admin first, then the public pages."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("posts.urls")),
]

handler400 = "posts.views.bad_request"
handler500 = "posts.views.server_error"
