"""The one table of the public site."""

from __future__ import annotations

from django.db import models


class Sealed(models.Model):
    """One consultation while it is open: a box nobody but the person can open, and the minute it was last used."""

    row = models.BinaryField(primary_key=True, max_length=16)
    box = models.BinaryField()
    touched = models.BigIntegerField(db_index=True)  # minutes since 1970
