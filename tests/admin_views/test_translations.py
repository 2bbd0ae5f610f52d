from __future__ import annotations

import flask_admin.babel
import pytest
from flask import Flask
from flask_babel import Babel, force_locale, gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import IntegerField, StringField
from wtforms.validators import DataRequired, Length, NumberRange

from admin_views.translations import catalogue, install


@pytest.fixture
def context():
    app = Flask(__name__)
    app.config.update(SECRET_KEY="for this test only", WTF_CSRF_ENABLED=False)
    Babel(app, locale_selector=lambda: "zh_Hans_CN")
    install(app)
    with app.test_request_context(method="POST"):
        app.preprocess_request()
        yield


@pytest.mark.usefixtures("context")
class TestInstall:
    @pytest.mark.parametrize(
        ("english", "chinese"),
        [
            ("Failed to save record.", "保存记录失败。"),
            ("Failed to create record.", "创建记录失败。"),
            ("Create", "创建"),
        ],
    )
    def test_lets_flask_admin_speak_chinese_where_its_compiled_catalogue_cannot(self, english, chinese):
        assert flask_admin.babel.gettext(english) == chinese

    def test_leaves_english_as_it_is_written(self):
        with force_locale("en"):
            assert flask_admin.babel.gettext("Create") == "Create"
            assert flask_admin.babel.ngettext("%(num)d record", "%(num)d records", 2) == "2 records"

    def test_translates_what_a_field_refuses(self):
        class Form(FlaskForm):
            name = StringField(validators=[DataRequired()])
            note = StringField(validators=[Length(min=3)])

        form = Form(data={"name": "", "note": "x"})
        form.validate()

        assert form.errors == {"name": ["该字段是必填字段。"], "note": ["字段长度必须至少 3 个字符。"]}

    def test_says_which_number_is_wanted_as_people_say_it(self):
        class Form(FlaskForm):
            boxes = IntegerField(validators=[NumberRange(min=1, max=9)])

        form = Form(data={"boxes": 12})
        form.validate()

        assert form.errors == {"boxes": ["请填写1到9之间的数。"]}

    def test_serves_lazy_sentences_in_the_language_of_the_moment(self):
        sentence = lazy_gettext("This field cannot be edited.")

        assert str(sentence) == "此项不能修改。"
        with force_locale("en"):
            assert str(sentence) == "This field cannot be edited."

    def test_answers_an_unknown_sentence_with_itself(self):
        assert gettext("No catalogue has this.") == "No catalogue has this."


class TestCatalogue:
    def test_puts_our_words_over_the_libraries(self):
        assert catalogue("zh_Hans_CN").gettext("Not a valid week value.") == "不是有效的周。"
