from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0004_sealed"),
    ]

    operations = [
        migrations.AlterField(
            model_name="decision",
            name="verb",
            field=models.CharField(
                choices=[
                    ("approve_post", "approved a post"),
                    ("trust_author", "let a partner post without waiting"),
                    ("decline_post", "declined a post"),
                    ("hide_post", "hid a post"),
                    ("restore_post", "restored a post"),
                    ("dismiss_reports", "kept a reported post"),
                    ("lock_thread", "locked a thread"),
                    ("unlock_thread", "unlocked a thread"),
                    ("pin_thread", "pinned a thread"),
                    ("unpin_thread", "unpinned a thread"),
                    ("approve_application", "accepted a partner"),
                    ("decline_application", "declined a partner application"),
                    ("publish_change", "published a change"),
                    ("decline_change", "declined a proposed change"),
                    ("apply_update", "updated a change from its source"),
                    ("dismiss_update", "kept a change as it is, although its source says something else"),
                    ("add_source", "added a source of imports"),
                    ("change_source", "changed a source of imports"),
                    ("trust_source", "let a source of imports update changes by itself"),
                    ("distrust_source", "took a source’s trust back"),
                    ("resume_source", "let a source of imports be read again"),
                    ("stop_source", "stopped a source of imports"),
                    ("edit_question", "mended the text of a question"),
                    ("merge_question", "merged a question into another one"),
                    ("hide_question", "hid a question"),
                    ("show_question", "showed a hidden question again"),
                    ("hand_over_question", "handed a question over to its vendor"),
                    ("hide_answer", "hid an official answer"),
                    ("warn", "warned a member"),
                    ("silence", "silenced a member"),
                    ("suspend", "suspended a member"),
                    ("lift_sanction", "lifted a sanction"),
                    ("show_answer", "showed a hidden official answer again"),
                ],
                max_length=20,
            ),
        ),
    ]
