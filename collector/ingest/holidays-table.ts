import { type HolidayRow, holidayRow } from '../../schema/datasets/holidays.ts'
import type { Store } from '../store/open-store.ts'
import { queryRows } from '../store/query.ts'
import type { KeyedTable } from './keyed-table.ts'

const heldSql = `
SELECT calendar, date, name FROM holidays
WHERE calendar IN {calendars:Array(String)}
ORDER BY import_seq DESC, line DESC
LIMIT 1 BY calendar, date`

/** Holidays: known by calendar and day. */
export function holidaysTable({ writer }: Store): KeyedTable<HolidayRow> {
  return {
    table: 'holidays',
    schema: holidayRow,
    key: ['calendar', 'date'],
    content: ['calendar', 'date', 'name'],
    store: (row) => ({ ...row }),
    people: () => [],
    held: (rows) => queryRows(writer, heldSql, { calendars: [...new Set(rows.map(({ calendar }) => calendar))] }),
    change: () => ({ kind: 'base', why: 'holidays' }),
  }
}
