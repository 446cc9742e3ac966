import { z } from 'zod'
import type { CalendarDate } from '../../schema/calendar-date.ts'
import { queryRows } from '../store/query.ts'
import type { Atom } from './disclosure-blocks.ts'
import type { Reading } from './reading.ts'

const atomRow = z.object({
  day: z.string(),
  department: z.string(),
  team: z.string(),
  role: z.string(),
  phase: z.string(),
  measured: z.coerce.number(),
  eligible: z.coerce.number(),
})

const onDate = `
SELECT toString(on_day) AS day, department, team, role, phase, eligible - on_leave - too_early - too_few_workdays AS measured, eligible
FROM (SELECT *, max(generation) OVER () AS newest FROM state_groups WHERE on_day = {on:Date})
WHERE generation = newest AND NOT is_head
ORDER BY department, team, role, phase`

const onPeriodEnds = `
SELECT toString(on_day) AS day, department, team, role, phase, eligible - on_leave - too_early - too_few_workdays AS measured, eligible
FROM (
  SELECT *, max(generation) OVER (PARTITION BY on_day) AS newest FROM state_groups
  WHERE on_day BETWEEN {from:Date} AND {to:Date}
)
WHERE generation = newest AND NOT is_head AND (is_week_end OR is_month_end)
ORDER BY on_day, department, team, role, phase`

/** Sizes of the smallest groups of people on a date. */
export async function readAtoms({ store, ensureDays }: Reading, on: CalendarDate): Promise<Atom[]> {
  await ensureDays([on])
  return queryRows(store.writer, onDate, { on }, atomRow)
}

/** The same at every week and month end of a range. */
export async function readAtomsOfPeriods(
  { store }: Reading,
  range: { from: CalendarDate; to: CalendarDate },
): Promise<Map<CalendarDate, Atom[]>> {
  const days = new Map<CalendarDate, Atom[]>()
  for (const { day, ...atom } of await queryRows(store.writer, onPeriodEnds, range, atomRow)) {
    const atoms = days.get(day)
    if (atoms) atoms.push(atom)
    else days.set(day, [atom])
  }
  return days
}
