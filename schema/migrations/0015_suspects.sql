-- What a rebuild of many flags looks at, for as long as it runs. A hash names nobody.

CREATE TABLE IF NOT EXISTS flag_suspects (
  generation UInt64 COMMENT 'rebuild that looks for flags',
  suspect UInt32 COMMENT 'hash of a person and a week in which an action may be flagged'
) ENGINE = MergeTree ORDER BY (generation, suspect);
