"""The addresses of evidence."""

from __future__ import annotations

from django.urls import path

from yorube.web.evidence import checking, guide, receipts, sealing

urlpatterns = [
    path("evidence", guide.guide, name="evidence"),
    path("evidence.json", guide.guide_json, name="evidence_json"),
    path("evidence/seal", sealing.seal, name="evidence_seal"),
    path("evidence/receipt/<int:number>", receipts.page, name="evidence_receipt"),
    path("evidence/receipt/<int:number>.json", receipts.as_json, name="evidence_receipt_json"),
    path("evidence/receipt/<int:number>.pdf", receipts.as_pdf, name="evidence_receipt_pdf"),
    path("evidence/check", checking.check, name="evidence_check"),
    path("evidence/checked", checking.checked, name="evidence_checked"),
    path("evidence/checked.json", checking.checked_json, name="evidence_checked_json"),
]
