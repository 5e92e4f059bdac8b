"""Notes of revisions, drafts of editors, pictures that hang in places."""

from django.db import migrations, models

import madang.kernel.identifiers


class Migration(migrations.Migration):
    dependencies = (("kernel", "0002_funnel_detail"),)
    operations = (
        migrations.AddField(
            model_name="placerevision",
            name="note",
            field=models.CharField(blank=True, default="", max_length=300),
        ),
        migrations.CreateModel(
            name="PlaceDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("city", models.CharField(max_length=40)),
                ("place", models.CharField(max_length=40)),
                ("author", models.CharField(max_length=64)),
                ("document", models.JSONField()),
                ("based_on", models.PositiveIntegerField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("updated_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="PlacePicture",
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
                ("webp", models.BinaryField()),
                ("width", models.PositiveIntegerField()),
                ("height", models.PositiveIntegerField()),
                ("created_at", models.DateTimeField()),
            ],
        ),
        migrations.AddConstraint(
            model_name="placedraft",
            constraint=models.UniqueConstraint(fields=("city", "place", "author"), name="place_draft"),
        ),
    )
