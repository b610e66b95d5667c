"""Translated pages: known by their invisible English anchors, else by the names of their headings."""

# ruff: noqa: E501 - a table of the words of one page in many languages

import datetime

import pytest

from community.programs.importers.languages import day_comes_first, language_in_path, language_tag, month_names

MARCH_15 = datetime.date(2021, 3, 15)

# Locale: title of the page, then the bullets and headings in the order of ANCHORS.
PAGES = {
    "es-ES": "Anuncios de marzo de 2021|Categorías|Fecha: 15/03/2021|Capacidades|Resumen|Público afectado|Detalles|Pasos siguientes|¿Preguntas?",
    "fr-FR": "Annonces de mars 2021|Catégories|Date : 15/03/2021|Fonctionnalités|Résumé|Public concerné|Détails|Étapes suivantes|Des questions ?",
    "it-IT": "Annunci di marzo 2021|Categorie|Data: 15/03/2021|Funzionalità|Riepilogo|Destinatari interessati|Dettagli|Passaggi successivi|Domande?",
    "pt-BR": "Comunicados de março de 2021|Categorias|Data: 15 de março de 2021|Funcionalidades|Resumo|Público-alvo afetado|Detalhes|Próximas etapas|Dúvidas?",
    "de-DE": "Ankündigungen für März 2021|Kategorien|Datum:\u00a015.03.2021|Funktionen|Zusammenfassung|Zielgruppe|Details|Nächste Schritte|Noch Fragen?",
    "ko-KR": "2021년 3월 공지 사항|범주|날짜: 2021년 3월 15일|기능|요약|영향을 받는 대상|세부 정보|다음 단계|질문이 있으신가요?",
    "zh-CN": "2021 年 3 月公告|类别|日期：2021 年 3 月 15 日|功能|摘要|受影响的受众|详细信息|后续步骤|有问题吗？",
    "zh-TW": "2021 年 3 月公告|類別|日期：2021-03-15|功能|摘要|受影響的對象|詳細資料|後續步驟|有問題嗎？",
    "ja-JP": "2021 年 3 月のお知らせ|カテゴリ|日付:2021 年 3 月 15 日|機能|まとめ|対象|詳細|次のステップ|ご質問は",
    "cs-CZ": "Oznámení za březen 2021|Kategorie|Datum: 15. března 2021|Možnosti|Souhrn|Ovlivněná cílová skupina|Podrobnosti|Další kroky|Otázky?",
    "pl-PL": "Ogłoszenia z marca 2021|Kategorie|Data: 15.03.2021|Możliwości|Podsumowanie|Odbiorcy|Szczegóły|Następne kroki|Pytania?",
    "sv-SE": "Meddelanden i mars 2021|Kategorier|Datum: 2021-03-15|Funktioner|Sammanfattning|Berörd målgrupp|Information|Nästa steg|Frågor?",
    "tr-TR": "Mart 2021 duyuruları|Kategoriler|Tarih: 15 Mart 2021|Özellikler|Özet|Etkilenen hedef kitle|Ayrıntılar|Sonraki adımlar|Sorularınız mı var?",
    "ru-RU": "Объявления за март 2021 г.|Категории|Дата: 15 марта 2021 г.|Возможности|Сводка|Целевая аудитория|Подробности|Дальнейшие действия|Вопросы?",
    "nl-NL": "Aankondigingen van maart 2021|Categorieën|Datum: 15-03-2021|Mogelijkheden|Samenvatting|Doelgroep|Details|Volgende stappen|Vragen?",
    "hu-HU": "2021. márciusi közlemények|Kategóriák|Dátum: 2021. március 15.|Képességek|Összefoglalás|Célközönség|Részletek|Következő lépések|Kérdések?",
    "ar-SA": "إعلانات مارس 2021|الفئات|التاريخ: 15/03/2021|القدرات|الملخص|الجمهور المتأثر|التفاصيل|الخطوات التالية|هل لديك أسئلة؟",
    "vi-VN": "Thông báo tháng 3 năm 2021|Thể loại|Ngày: 15/03/2021|Khả năng|Tóm tắt|Đối tượng|Chi tiết|Bước tiếp theo|Câu hỏi?",
    # A language of no list: the anchors and the order of the page must do.
    "mt-MT": "Avviżi ta' Marzu 2021|Kategoriji|Data: 15/03/2021|Kapaċitajiet|Sommarju|Udjenza milquta|Dettalji|Passi li jmiss|Mistoqsijiet?",
}
ANCHORS = ["categories", "summary", "impacted-audience", "details", "next-steps", "questions"]


def page(locale: str, *, anchors: bool = True, says_locale: bool = True) -> str:
    title, categories, date, category, *headings = PAGES[locale].split("|")
    names = dict(zip(ANCHORS, [categories, *headings], strict=True))
    head = ["---", f'title: "{title}"', *([f"ms.contentlocale: {locale}"] if says_locale else []), "---"]
    body = [f"# {title}", "", "______"]
    for number in (2, 1):
        body += ["", f'## <a name="a-new-portal-{number}"></a><a name="{number}"></a>XXX {number}']
        for anchor, name in names.items():
            text = f"- {date}\n- {category}" if anchor == "categories" else f"text of {anchor}"
            body += ["", f'### <a name="{anchor}"></a>{name}' if anchors else f"### {name}", "", text]
        body += ["", "______"]
    return "\n".join(head + body)


def language_of(locale: str) -> str:
    return locale.lower() if locale in ("pt-BR", "zh-CN", "zh-TW") else locale[:2]


def assert_read_in_full(found, locale: str) -> None:
    assert found.keys == ["2021-march#2", "2021-march#1"]
    for one in found.announcements:
        assert (one.date, one.date_precision, one.review) == (MARCH_15, "day", [])
        assert one.category == PAGES[locale].split("|")[3]
        assert (one.summary, one.audience) == ("text of summary", "text of impacted-audience")
        assert (one.details, one.next_steps) == ("text of details", "text of next-steps")
        assert one.questions == "text of questions"


@pytest.mark.parametrize("locale", PAGES)
def test_translated_page_is_read_by_its_anchors(locale, read):
    found = read(page(locale))
    assert found.languages == (language_of(locale),)
    assert_read_in_full(found, locale)


@pytest.mark.parametrize("locale", [locale for locale in PAGES if locale != "mt-MT"])
def test_translated_page_without_anchors_is_read_by_its_headings(locale, read):
    assert_read_in_full(read(page(locale, anchors=False)), locale)


@pytest.mark.parametrize("locale", [locale for locale in PAGES if locale not in ("pt-BR", "mt-MT")])
def test_language_is_told_by_the_headings_if_nothing_else_says_it(locale, read):
    found = read(page(locale, says_locale=False))
    assert found.languages == (language_of(locale),)


def test_language_is_told_by_the_folder(folder):
    from community.programs.importers import read_paths

    pages = folder({"pt-br/2021-march.md": page("pt-BR", says_locale=False)})
    (found,) = read_paths([pages])
    assert found.languages == ("pt-br",)


def test_page_in_an_unknown_language_is_never_taken_for_english(read):
    found = read(page("mt-MT", says_locale=False))
    assert found.languages == ("und",)
    assert any("does not say its language" in problem.reason for problem in found.problems)
    assert_read_in_full(found, "mt-MT")


def test_headings_of_no_list_and_without_anchors_lose_nothing(read):
    found = read(page("mt-MT", anchors=False))
    for one in found.announcements:
        assert (one.date, one.category) == (MARCH_15, "Kapaċitajiet")
        for text in ("text of summary", "Udjenza milquta", "text of next-steps", "text of questions"):
            assert text in one.details


def test_first_half_of_a_double_name_counts(read):
    text = page("de-DE", anchors=False).replace("Nächste Schritte", "Nächste Schritte/zusätzliche Ressourcen:")
    assert_read_in_full(read(text), "de-DE")


def test_page_teaches_its_own_words(read):
    text = page("mt-MT").replace('<a name="next-steps"></a>', "", 1)
    assert_read_in_full(read(text), "mt-MT")


@pytest.mark.parametrize(
    ("locale", "tag"),
    [
        ("de-DE", "de"),
        ("ja-JP", "ja"),
        ("en-US", "en"),
        ("en-GB", "en"),
        ("pt-PT", "pt"),
        ("pt-BR", "pt-br"),
        ("zh-CN", "zh-cn"),
        ("zh-Hant", "zh-hant"),
        ("cs_CZ", "cs"),
        ("fr-CA", "fr-ca"),
        ("de", "de"),
        ("../../etc", ""),
        ("", ""),
        ("<script>", ""),
    ],
)
def test_language_tags(locale, tag):
    assert language_tag(locale) == tag


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("pages/de-de/2021-march.md", "de"),
        ("partner-pages.pt-br/announcements/2021-march.md", "pt-br"),
        ("pages/announcements/2021-march.md", ""),
        ("co-op/2021-march.md", ""),
        ("zz-xx/2021-march.md", ""),
    ],
)
def test_language_in_a_path(path, language):
    assert language_in_path(path) == language


def test_months_come_from_django_and_need_no_settings():
    assert month_names("cs")["brezna"] == 3
    assert month_names("nonsense") == {}
    assert day_comes_first("fr")
    assert not day_comes_first("en")
