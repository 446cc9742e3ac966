import type { Measure } from '../../schema/measures/measure.ts'
import { type MeasureName, measureNames, measures } from '../../schema/measures/registry.ts'
import { isPersonDimension } from '../report/person-dimension.ts'

/** Views that an analyst may ask by SQL: the measures and their totals, none with names or a row for each person. */
export const analystViews: readonly string[] = [
  ...measureNames.filter(isOfGroups),
  'coverage_total',
  'completeness_fields',
]

function isOfGroups(name: MeasureName): boolean {
  const { dimensions }: Measure = measures[name]
  return !dimensions.every(isPersonDimension)
}

/** What the owner of a ClickHouse server runs there, once and after each upgrade, to have the role for analysts. */
export function analystRoleSql(database: string): string {
  return [
    '-- The role takehold_analyst: it may ask the views of the measures, and nothing else.',
    'CREATE ROLE IF NOT EXISTS takehold_analyst',
    "  SETTINGS readonly = 2, max_execution_time = 30, max_memory_usage = 2000000000, session_timezone = 'UTC', join_use_nulls = 0,",
    '  allow_nonconst_timezone_arguments = 1, do_not_merge_across_partitions_select_final = 0;',
    ...analystViews.map((view) => `GRANT SELECT ON ${database}.${view} TO takehold_analyst;`),
    '-- One user for each tool or person; choose name and password.',
    "CREATE USER IF NOT EXISTS grafana IDENTIFIED WITH sha256_password BY '…' DEFAULT ROLE takehold_analyst;",
    'GRANT takehold_analyst TO grafana;',
  ].join('\n')
}
