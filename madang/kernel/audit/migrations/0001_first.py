"""The first tables."""

from django.db import migrations, models

import madang.kernel.identifiers


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="AuditSubject",
            fields=[
                ("audit_id", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("subject", models.CharField(db_index=True, max_length=64)),
                ("made_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("n", models.PositiveIntegerField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("count", models.PositiveIntegerField()),
                ("first_at", models.DateTimeField()),
                ("last_at", models.DateTimeField()),
                ("rows_digest", models.CharField(max_length=64)),
                ("previous", models.CharField(blank=True, max_length=64)),
                ("digest", models.CharField(max_length=64)),
                ("emptied_at", models.DateTimeField(default=None, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=madang.kernel.identifiers.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("actor", models.CharField(blank=True, max_length=64)),
                ("role", models.CharField(blank=True, max_length=100)),
                ("unit", models.CharField(blank=True, max_length=200)),
                ("action", models.CharField(max_length=20)),
                ("whose", models.CharField(blank=True, max_length=32)),
                ("what", models.CharField(max_length=200)),
                ("reference", models.CharField(blank=True, max_length=100)),
                ("why", models.CharField(blank=True, max_length=300)),
                ("batch", models.PositiveIntegerField(default=None, editable=False, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("batch", None)), fields=["id"], name="audit_unsealed"),
                    models.Index(fields=["batch"], name="audit_by_batch"),
                    models.Index(fields=["whose", "at"], name="audit_by_person"),
                    models.Index(fields=["actor", "at"], name="audit_by_actor"),
                    models.Index(fields=["at"], name="audit_by_time"),
                ],
            },
        ),
    ]
