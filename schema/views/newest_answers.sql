-- The newest answer of each person to each question in the 13 weeks that end on a date; an alias is the person.
CREATE OR REPLACE VIEW newest_answers AS
WITH (SELECT timezone FROM current_settings) AS zone
SELECT if(a.person_key = '', f.person_key, a.person_key) AS answerer, f.question AS question,
  argMax((f.score, f.reason), (f.at, f.import_seq, f.line)) AS answer
FROM feedback_answers AS f LEFT JOIN current_aliases AS a ON a.alias_key = f.person_key
WHERE toDate(formatDateTime(f.at, '%F', zone)) BETWEEN toDate({on:Date}) - 90 AND {on:Date}
GROUP BY answerer, question
