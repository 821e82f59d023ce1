"""How one person wants the desk to look and to answer to their keys."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Appearance(models.TextChoices):
    """Which of the two sheets of colours; `system` follows the person's device."""

    SYSTEM = "system", _("As the device")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class TextSize(models.TextChoices):
    """Size of all text, against the browser's own."""

    NORMAL = "normal", _("Normal")
    LARGE = "large", _("Large")


class Preference(models.Model):
    """One person's settings. No row means every default; nothing here is evidence.

    `language` is a code of settings.LANGUAGES, or empty for what the browser asks for.
    `keys` maps the name of an act to the key that does it, for those that were changed.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="preference"
    )
    appearance = models.CharField(
        max_length=8, choices=Appearance, default=Appearance.SYSTEM
    )
    text_size = models.CharField(max_length=8, choices=TextSize, default=TextSize.NORMAL)
    language = models.CharField(max_length=8, blank=True, default="")
    keys = models.JSONField(blank=True, default=dict)
    toured_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(appearance__in=Appearance.values), name="preference_appearance"
            ),
            models.CheckConstraint(
                condition=Q(text_size__in=TextSize.values), name="preference_text_size"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}: {self.appearance}, {self.text_size}"
