import type { ClickHouseSettings } from '@clickhouse/client'

/** What every statement relies on, whoever sends it. */
export const sessionSettings = {
  session_timezone: 'UTC',
  join_use_nulls: 0,
  // The local date of an event depends on a zone per row.
  allow_nonconst_timezone_arguments: 1,
  // FINAL must merge the same key across partitions.
  do_not_merge_across_partitions_select_final: 0,
  output_format_json_quote_64bit_integers: 0,
} satisfies ClickHouseSettings

/** The writer's: a batch is ours, so it is written when the answer comes, and an unknown field is an error. */
export const writerSettings = {
  ...sessionSettings,
  async_insert: 0,
  input_format_skip_unknown_fields: 0,
  date_time_input_format: 'best_effort',
} satisfies ClickHouseSettings

/** The reader's: the session plus what bounds one question. */
export const readerSettings = {
  ...sessionSettings,
  max_execution_time: 30,
  max_memory_usage: '2000000000',
  max_result_rows: '1000000',
  result_overflow_mode: 'throw',
  // The answer begins when it is complete, so a late failure is a status and never a cut list.
  http_wait_end_of_query: 1,
} satisfies ClickHouseSettings
