"""Everything uploaded becomes one model: images as before, and other files."""

import posts.models.upload
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('posts', '0009_tag_changes'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='image',
            name='image_file_once',
        ),
        migrations.RenameModel(
            old_name='Image',
            new_name='Upload',
        ),
        migrations.AlterField(
            model_name='upload',
            name='file',
            field=models.FileField(max_length=255, upload_to=posts.models.upload.folder),
        ),
        migrations.AddField(
            model_name='upload',
            name='name',
            field=models.CharField(blank=True, default='', help_text='What the file was called when it came.', max_length=255),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name='upload',
            name='alt',
            field=models.CharField(blank=True, help_text='What the image shows, for those who cannot see it.', max_length=1000, verbose_name='alternative text'),
        ),
        migrations.AddField(
            model_name='upload',
            name='is_decorative',
            field=models.BooleanField(default=False, help_text='It says nothing that the text does not, and needs no words.', verbose_name='decorative'),
        ),
        migrations.AddField(
            model_name='upload',
            name='caption',
            field=models.CharField(blank=True, default='', help_text='In Markdown; stands below the image. May be empty.', max_length=2000),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name='upload',
            name='width',
            field=models.PositiveIntegerField(editable=False, help_text='In pixels; empty for what is no image.', null=True),
        ),
        migrations.AlterField(
            model_name='upload',
            name='height',
            field=models.PositiveIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='upload',
            name='size',
            field=models.PositiveBigIntegerField(editable=False, help_text='In bytes; empty if it was never measured.', null=True),
        ),
        migrations.AddConstraint(
            model_name='upload',
            constraint=models.UniqueConstraint(fields=('file',), name='upload_file_once'),
        ),
        migrations.AddConstraint(
            model_name='upload',
            constraint=models.CheckConstraint(condition=models.Q(('is_decorative', False), ('alt', ''), _connector='OR'), name='upload_decorative_without_alt'),
        ),
    ]
