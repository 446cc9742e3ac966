-- The rows of accounts that hold: of each (account, first day) those of its newest import.
CREATE OR REPLACE VIEW account_rows AS
SELECT * FROM accounts
WHERE (account_id, valid_from, import_seq) IN (SELECT account_id, valid_from, max(import_seq) FROM accounts GROUP BY account_id, valid_from)
