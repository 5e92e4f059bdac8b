"""The first tables."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="PurgeReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("label", models.CharField(max_length=120)),
                ("deleted", models.PositiveIntegerField(default=0)),
                ("oldest_before", models.DateTimeField(default=None, null=True)),
                ("oldest_after", models.DateTimeField(default=None, null=True)),
                ("complete", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["-day", "label"], name="purge_report_by_day")],
                "constraints": [
                    models.UniqueConstraint(fields=("day", "label"), name="purge_report_once_a_day")
                ],
            },
        ),
    ]
