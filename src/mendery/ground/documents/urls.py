"""Pages of papers, labels, files and the audit trail."""

from django.urls import path

from . import views

app_name = "papers"
urlpatterns = [
    path("", views.paper_list, name="list"),
    path("<uuid:paper_id>.pdf", views.paper_pdf, name="pdf"),
    path("<uuid:paper_id>.png", views.paper_preview, name="preview"),
    path("of/<slug:kind>/<uuid:doc_id>.pdf", views.document_pdf, name="document"),
    path("labels/<slug:kind>/<uuid:of>.pdf", views.label_pdf, name="label"),
    path("files/<uuid:attachment_id>", views.kept_file, name="file"),
    path("files/of/<slug:doc_kind>/<uuid:doc_id>", views.add_photo, name="add_photo"),
    path("audit", views.audit_trail, name="audit"),
    path("audit/<uuid:row_id>", views.record_audit, name="record_audit"),
]
