from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("order", "0001_first")]

    operations = [
        migrations.AddField(
            model_name="report",
            name="reminded",
            field=models.PositiveSmallIntegerField(default=0),
        ),
    ]
