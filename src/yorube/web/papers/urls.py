"""The addresses of papers."""

from __future__ import annotations

from django.urls import path

from yorube.web.papers import files, fill, looks, pages

urlpatterns = [
    path("papers", pages.papers, name="papers"),
    path("papers.json", pages.papers_json, name="papers_json"),
    path("papers/<int:number>", pages.paper, name="paper"),
    path("papers/<int:number>.json", pages.paper_json, name="paper_json"),
    path("papers/<int:number>/fill/<int:leaf>", fill.fill, name="paper_fill"),
    path("papers/<int:number>/<slug:name>.pdf", files.as_pdf, name="paper_pdf"),
    path("papers/<int:number>/<slug:name>.docx", files.as_docx, name="paper_docx"),
    path("papers/<int:number>/<slug:look>/<int:leaf>", looks.look, name="paper_look"),
    path("papers/<int:number>/<slug:look>/<int:leaf>.png", looks.picture, name="paper_picture"),
    path("papers/<int:number>/<slug:look>/text/<int:leaf>", looks.text, name="paper_text"),
]
