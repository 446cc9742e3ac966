import { z } from 'zod'
import type { CalendarDate } from '../../schema/calendar-date.ts'
import type { AgreedAction } from '../../schema/program/agreed-action.ts'
import type { PhaseActions } from '../../schema/routes/phase-report-parts.ts'
import { loadProgram } from '../program/load-program.ts'
import type { Store } from '../store/open-store.ts'
import { queryRows } from '../store/query.ts'

const reviewRow = z.object({ review_on: z.string().nullable() })

// A published report is what a review was held on.
const lastReview = `
SELECT if(count() = 0, NULL, toString(max(on_day))) AS review_on
FROM phase_reports WHERE phase = {phase:String} AND on_day < {on:Date}`

/** What reviews of a phase agreed on, as it stands on a date. */
export async function readPhaseActions(store: Store, phase: string, on: CalendarDate): Promise<PhaseActions> {
  const [{ program }, [row]] = await Promise.all([
    loadProgram(store),
    queryRows(store.writer, lastReview, { phase, on }, reviewRow),
  ])
  const agreed = program.phases.find(({ id }) => id === phase)?.agreed_actions ?? []
  return carryOver(agreed, on, row?.review_on ?? null)
}

/** What was open at the review before, whatever became of it, and what was agreed since. */
export function carryOver(
  agreed: readonly AgreedAction[],
  on: CalendarDate,
  review_on: CalendarDate | null,
): PhaseActions {
  const rows = agreed
    .filter(({ agreed_on, done_on }) => agreed_on <= on && !(review_on && done_on && done_on <= review_on))
    .map((action) => describeAction(action, on, review_on))
  return { review_on, rows: rows.toSorted((a, b) => compareTexts(placeOf(a), placeOf(b))) }
}

function describeAction(
  { action, by, agreed_on, due, done_on }: AgreedAction,
  on: CalendarDate,
  review_on: CalendarDate | null,
): PhaseActions['rows'][number] {
  const done = done_on !== undefined && done_on <= on ? done_on : null
  return {
    ...{ action, by, agreed_on, due: due ?? null, done_on: done },
    state: done !== null ? 'done' : due !== undefined && due < on ? 'overdue' : 'open',
    carried_over: review_on !== null && agreed_on <= review_on,
  }
}

const stateOrder = { overdue: 0, open: 1, done: 2 } as const

// What is due first comes first; without a day it comes last of its state.
function placeOf({ state, due, agreed_on }: PhaseActions['rows'][number]): string {
  return `${stateOrder[state]} ${due ?? '9999'} ${agreed_on}`
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
