import { type HolidayRow, holidayRow } from '../../schema/datasets/holidays.ts'
import type { KeyedTable } from './keyed-table.ts'

const heldSql = `
SELECT calendar, date, name FROM holidays
WHERE calendar IN (SELECT calendar FROM given)
ORDER BY import_seq DESC, line DESC
LIMIT 1 BY calendar, date`

/** Holidays: known by calendar and day. */
export function holidaysTable(): KeyedTable<HolidayRow> {
  return {
    table: 'holidays',
    schema: holidayRow,
    key: ['calendar', 'date'],
    content: ['calendar', 'date', 'name'],
    store: (row) => ({ ...row }),
    people: () => [],
    heldSql,
    given: { structure: 'calendar String', columns: ['calendar'] },
    change: () => ({ kind: 'base', why: 'holidays' }),
  }
}
