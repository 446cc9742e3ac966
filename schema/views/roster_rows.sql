-- The rows of roster that hold: of each (person, first day) those of its newest import.
CREATE OR REPLACE VIEW roster_rows AS
SELECT * FROM roster
WHERE (person_key, valid_from, import_seq) IN (SELECT person_key, valid_from, max(import_seq) FROM roster GROUP BY person_key, valid_from)
