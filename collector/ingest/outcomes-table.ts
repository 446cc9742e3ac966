import { type OutcomeRow, outcomeRow } from '../../schema/datasets/outcomes.ts'
import type { KeyedTable } from './keyed-table.ts'

const heldSql = `
SELECT metric, department, period_end, value, unit, better FROM outcome_values
WHERE metric IN (SELECT metric FROM given)
ORDER BY import_seq DESC, line DESC
LIMIT 1 BY metric, department, period_end`

/** Outcomes: known by metric, department and period. Nothing is derived from them, they are read as they are. */
export function outcomesTable(): KeyedTable<OutcomeRow> {
  return {
    table: 'outcome_values',
    schema: outcomeRow,
    key: ['metric', 'department', 'period_end'],
    content: ['metric', 'department', 'period_end', 'value', 'unit', 'better'],
    store: (row) => ({ ...row }),
    people: () => [],
    heldSql,
    given: { structure: 'metric String', columns: ['metric'] },
    change: () => undefined,
  }
}
