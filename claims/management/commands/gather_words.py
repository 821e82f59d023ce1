"""Bring the catalogues up to date with what the desk says; name what wants translating."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from claims.wording.catalogue import list_missing, renew_catalogue, write_catalogue


class Command(BaseCommand):
    """Write locale/*/LC_MESSAGES/django.po and .mo; needs no gettext and no database."""

    help = __doc__ or ""
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Renew each catalogue; print what has no translation yet."""
        for language, _name in settings.LANGUAGES:
            if language == settings.LANGUAGE_CODE:
                continue
            catalogue = renew_catalogue(language)
            write_catalogue(language, catalogue)
            missing = list_missing(catalogue)
            self.stdout.write(f"{language}: {len(catalogue)} texts, {len(missing)} missing")
            for english in missing:
                self.stdout.write(f"  {english}")
