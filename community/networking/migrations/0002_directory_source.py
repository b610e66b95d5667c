"""What the directory says of each person, to each audience, made of what accounts, programs and profiles say; and the
triggers that keep its rows equal to that. Lower areas cannot tell this one what they change; their tables can."""

from django.contrib.postgres.operations import UnaccentExtension
from django.db import migrations

# Parts as in models.Part. What nobody has decided about (no profile) only says what pages of companies say.
SOURCE = """
CREATE VIEW networking_directory_source AS
WITH listed AS (
    SELECT u.id AS person_id, a.audience, u.name, u.handle, u.title, u.about,
           c.id AS company_id, c.name AS company, c.country, c.size, c.roles, c.countries,
           p.languages, p.can_help, p.looking_for, p.ties_note,
           p.capacity_total, p.capacity_taken, p.capacity_until,
           a.audience = 'contacts' AS close,
           c.programs_shown_to IN ('partners', 'everybody') AS shows_programs,
           p.id IS NOT NULL AS told, coalesce(p.shown_to, '{}'::jsonb) AS shown_to
    FROM accounts_user u
    JOIN accounts_membership m ON m.user_id = u.id
    JOIN accounts_company c ON c.id = m.company_id AND c.verified_at IS NOT NULL
    LEFT JOIN networking_profile p ON p.member_id = u.id
    CROSS JOIN (VALUES ('members'), ('contacts')) a (audience)
    WHERE u.is_active AND NOT u.is_face AND u.imported_from = '' AND u.closed_at IS NULL
      AND coalesce(p.is_listed, true)
      AND NOT EXISTS (SELECT FROM accounts_hat h WHERE h.wearer_id = u.id AND h.doffed_at IS NULL)
), seen AS (
    SELECT listed.*,
           close OR shown_to->>'skills' IN ('everybody', 'members') AS see_skills,
           told AND (close OR shown_to->>'can_help' IN ('everybody', 'members')) AS see_can_help,
           told AND (close OR shown_to->>'looking_for' IN ('everybody', 'members')) AS see_looking_for,
           told AND (close OR shown_to->>'capacity' IN ('everybody', 'members')) AS see_capacity,
           told AND (close OR shown_to->>'languages' IN ('everybody', 'members')) AS see_languages,
           told AND (close OR shown_to->>'countries' IN ('everybody', 'members')) AS see_countries,
           shows_programs AND (close OR NOT told OR shown_to->>'programs' IN ('everybody', 'members')) AS see_programs,
           close OR shown_to->>'ties' IN ('everybody', 'members') AS see_ties
    FROM listed
), found AS (
    SELECT seen.*, skills.names AS skills, held.facets AS held, held.names AS held_names, ties.facets AS ties,
           ties.names AS tie_names
    FROM seen
    LEFT JOIN LATERAL (
        SELECT array_agg(t.name ORDER BY t.name) AS names
        FROM networking_skill s JOIN tags_tag t ON t.id = s.tag_id
        WHERE see_skills AND s.member_id = person_id
    ) skills ON true
    LEFT JOIN LATERAL (
        SELECT array_agg('program:' || g.id) || array_remove(array_agg('tier:' || t.id), NULL) AS facets,
               string_agg(concat_ws(' ', v.name, g.name, t.name), ' ' ORDER BY g.id) AS names
        FROM programs_holding h JOIN programs_program g ON g.id = h.program_id
        JOIN programs_vendor v ON v.id = g.vendor_id LEFT JOIN programs_tier t ON t.id = h.tier_id
        WHERE see_programs AND h.company_id = seen.company_id
    ) held ON true
    LEFT JOIN LATERAL (
        SELECT array_agg('tie:' || v.id) AS facets, string_agg(v.name, ' ' ORDER BY v.id) AS names
        FROM networking_vendortie b JOIN programs_vendor v ON v.id = b.vendor_id
        WHERE see_ties AND b.member_id = person_id
    ) ties ON true
), written AS (
    SELECT found.*, lower(unaccent(concat_ws(' ',
        name, handle, title, about, company, array_to_string(skills, ' '), held_names, tie_names,
        CASE WHEN see_can_help THEN can_help END, CASE WHEN see_looking_for THEN looking_for END,
        CASE WHEN see_ties THEN ties_note END))) AS plain
    FROM found
)
SELECT person_id, audience,
    CASE WHEN see_can_help AND can_help <> '' THEN '0 ' ELSE '1 ' END
        || left(lower(unaccent(name)), 60) || ' ' || lpad(person_id::text, 12, '0') AS sort_key,
    ARRAY(
        SELECT DISTINCT facet FROM unnest(
            ARRAY['size:' || nullif(size, ''), 'country:' || nullif(country, '')]
            || CASE WHEN see_countries THEN ARRAY(SELECT 'country:' || code FROM unnest(countries) code) END
            || ARRAY(SELECT 'role:' || role FROM jsonb_array_elements_text(roles) role)
            || CASE WHEN see_languages THEN ARRAY(SELECT 'language:' || code FROM unnest(languages) code) END
            || ARRAY(SELECT 'skill:' || skill FROM unnest(skills) skill) || held || ties
        ) facet WHERE facet IS NOT NULL ORDER BY facet
    )::varchar(60)[] AS facets,
    CASE WHEN see_can_help THEN can_help ELSE '' END AS can_help,
    to_tsvector('simple', plain) AS words,
    CASE WHEN see_capacity THEN capacity_total END AS capacity_total,
    CASE WHEN see_capacity THEN capacity_taken END AS capacity_taken,
    CASE WHEN see_capacity THEN capacity_until END AS room_until
FROM written
"""

COLUMNS = "person_id, audience, sort_key, facets, capacity_total, capacity_taken, room_until"
TEXTS = """
    INSERT INTO networking_directorytext (entry_id, can_help, words)
    SELECT e.id, s.can_help, s.words
    FROM networking_directory_source s JOIN networking_directoryentry e USING (person_id, audience)
"""

# Whoever waited for the lock sees what the other has written. Locks of buckets of people, in one order: of many people
# there would be more locks than the database keeps.
REFRESH = f"""
CREATE FUNCTION networking_refresh_directory(people bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    bucket integer;
BEGIN
    FOR bucket IN SELECT DISTINCT p % 256 FROM unnest(people) p WHERE p IS NOT NULL ORDER BY 1 LOOP
        PERFORM pg_advisory_xact_lock(1146241601, bucket);
    END LOOP;
    DELETE FROM networking_directorytext t USING networking_directoryentry e
    WHERE t.entry_id = e.id AND e.person_id = ANY (people);
    DELETE FROM networking_directoryentry WHERE person_id = ANY (people);
    INSERT INTO networking_directoryentry ({COLUMNS})
    SELECT {COLUMNS} FROM networking_directory_source WHERE person_id = ANY (people);
    {TEXTS} WHERE s.person_id = ANY (people);
END $$;
"""  # noqa: S608 - made of constants of this file

# Whatever writes rows of the directory, the counts follow.
COUNT = """
CREATE FUNCTION networking_count_facets() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO networking_facetcount (audience, facet, delta)
    SELECT audience, facet, CASE TG_OP WHEN 'DELETE' THEN -count(*) ELSE count(*) END
    FROM changed, unnest(facets) facet GROUP BY audience, facet;
    RETURN NULL;
END $$;
CREATE TRIGGER networking_facets_added AFTER INSERT ON networking_directoryentry
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION networking_count_facets();
CREATE TRIGGER networking_facets_removed AFTER DELETE ON networking_directoryentry
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION networking_count_facets();
"""
UNCOUNT = """
DROP TRIGGER networking_facets_added ON networking_directoryentry;
DROP TRIGGER networking_facets_removed ON networking_directoryentry;
DROP FUNCTION networking_count_facets();
"""

# All words that somebody wrote, to guess what one meant who misspells one. Nobody is shown them: with what they mean one
# finds what one may read. Written anew every hour, as it costs seconds.
VOCABULARY = """
CREATE MATERIALIZED VIEW networking_vocabulary AS
SELECT word FROM ts_stat('SELECT words FROM public.networking_directorytext') WHERE length(word) BETWEEN 4 AND 40;
CREATE UNIQUE INDEX networking_vocabulary_word ON networking_vocabulary (word);
CREATE INDEX networking_vocabulary_trigrams ON networking_vocabulary USING gin (word gin_trgm_ops);
"""

# Table, columns whose change matters (empty: each), and whom a row is about.
WATCHED = [
    ("accounts_user", "name, handle, title, about, is_active, closed_at", "ARRAY[r.id]"),
    ("accounts_membership", "", "ARRAY[r.user_id]"),
    ("accounts_hat", "", "ARRAY[r.wearer_id]"),
    ("networking_profile", "", "ARRAY[r.member_id]"),
    ("networking_skill", "", "ARRAY[r.member_id]"),
    ("networking_vendortie", "", "ARRAY[r.member_id]"),
    (
        "accounts_company", "name, country, size, roles, countries, programs_shown_to, verified_at",
        "ARRAY(SELECT user_id FROM accounts_membership WHERE company_id = r.id)",
    ),
    ("programs_holding", "", "ARRAY(SELECT user_id FROM accounts_membership WHERE company_id = r.company_id)"),
    ("tags_tag", "name", "ARRAY(SELECT member_id FROM networking_skill WHERE tag_id = r.id)"),
    (
        "programs_tier", "name",
        "ARRAY(SELECT m.user_id FROM programs_holding h JOIN accounts_membership m USING (company_id)"
        " WHERE h.tier_id = r.id)",
    ),
    (
        "programs_program", "name",
        "ARRAY(SELECT m.user_id FROM programs_holding h JOIN accounts_membership m USING (company_id)"
        " WHERE h.program_id = r.id)",
    ),
    (
        "programs_vendor", "name",
        "ARRAY(SELECT m.user_id FROM programs_holding h JOIN accounts_membership m USING (company_id)"
        " JOIN programs_program g ON g.id = h.program_id WHERE g.vendor_id = r.id"
        " UNION SELECT member_id FROM networking_vendortie WHERE vendor_id = r.id)",
    ),
]  # fmt: skip


def trigger(table: str, columns: str, people: str) -> migrations.RunSQL:
    function = f"{table}_directory"
    of = f" OF {columns}" if columns else ""
    events = f"UPDATE{of}" if columns and table != "accounts_user" else f"INSERT OR DELETE OR UPDATE{of}"
    return migrations.RunSQL(
        sql=[
            f"CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$\n"
            "DECLARE r record; people bigint[] := '{}';\n"
            "BEGIN\n"
            f"    IF TG_OP <> 'INSERT' THEN r := OLD; people := people || {people}; END IF;\n"
            f"    IF TG_OP <> 'DELETE' THEN r := NEW; people := people || {people}; END IF;\n"
            "    PERFORM networking_refresh_directory(people);\n"
            "    RETURN NULL;\n"
            "END $$;",
            f"CREATE TRIGGER {function} AFTER {events} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}();",
        ],
        reverse_sql=[f"DROP TRIGGER {function} ON {table};", f"DROP FUNCTION {function}();"],
    )


class Migration(migrations.Migration):
    dependencies = [
        ("networking", "0001_profiles_and_directory"),
        ("accounts", "0026_pseudonyms"),
        ("programs", "0007_changes_hidden"),
        ("tags", "0001_initial"),
    ]

    operations = [
        UnaccentExtension(),
        migrations.RunSQL(SOURCE, "DROP VIEW networking_directory_source;"),
        migrations.RunSQL(REFRESH, "DROP FUNCTION networking_refresh_directory(bigint[]);"),
        migrations.RunSQL(COUNT, UNCOUNT),
        migrations.RunSQL(VOCABULARY, "DROP MATERIALIZED VIEW networking_vocabulary;"),
        *(trigger(*watched) for watched in WATCHED),
        migrations.RunSQL(
            f"INSERT INTO networking_directoryentry ({COLUMNS}) SELECT {COLUMNS} FROM networking_directory_source;",  # noqa: S608 - made of constants of this file
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(TEXTS, migrations.RunSQL.noop),
    ]
