"""Every unit taken in has its order from the first moment."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reception", "0001_initial")]

    operations = [
        migrations.AlterField(model_name="custody", name="order_id", field=models.UUIDField()),
        migrations.AlterField(model_name="intakeunit", name="order_id", field=models.UUIDField()),
    ]
