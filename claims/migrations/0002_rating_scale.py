"""Give a new newsroom the default scale and the default policy; both can be edited."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SCALE = (
    # code, label, value, clears, meaning
    ("true", "True", 5, True, "The evidence supports it as written."),
    ("mostly-true", "Mostly true", 4, True, "Right in substance; a detail wants care."),
    ("half", "Half true", 3, False, "Partly right, or right and misleading."),
    ("mostly-false", "Mostly false", 2, False, "A grain of truth, wrong in substance."),
    ("false", "False", 1, False, "The evidence contradicts it."),
    ("unverifiable", "Unverifiable", None, False, "No evidence decides it either way."),
    ("opinion", "Opinion", None, True, "A judgement, not a checkable fact."),
    ("reporter", "Rests on reporter only", None, False, "Known from the reporter alone."),
)


def write_defaults(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    rating = apps.get_model("claims", "Rating")
    for order, (code, label, value, clears, meaning) in enumerate(SCALE, start=1):
        rating.objects.create(
            code=code,
            label=label,
            value=value,
            mark=code,
            clears=clears,
            meaning=meaning,
            order=order,
        )
    apps.get_model("claims", "Policy").objects.create(shelf_days=365)


class Migration(migrations.Migration):
    dependencies = [("claims", "0001_records")]
    operations = [migrations.RunPython(write_defaults, migrations.RunPython.noop)]
