from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Sealed",
            fields=[
                ("row", models.BinaryField(max_length=16, primary_key=True, serialize=False)),
                ("box", models.BinaryField()),
                ("touched", models.BigIntegerField(db_index=True)),
            ],
        ),
    ]
