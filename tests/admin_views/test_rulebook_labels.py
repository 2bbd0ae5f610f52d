from __future__ import annotations

from admin_views.rulebook_labels import LABELS, label_at
from rulebook.fields import Field, schema


def ways(field: Field, way: tuple[str, ...]):
    for one in field.fields:
        yield (*way, one.name)
        yield from ways(one, (*way, one.name))


class TestLabelAt:
    def test_names_every_value_of_every_topic_in_both_languages(self):
        every = [way for topic, field in schema().items() for way in ways(field, (topic,))]

        assert [way for way in every if label_at(*way) not in LABELS.values()] == []

    def test_names_a_value_by_its_place_where_the_name_means_more(self):
        assert label_at("authority", "kinds").en == "Lifted by kind of case"
        assert label_at("intake", "fields", "kinds").en == "Kinds of case"
