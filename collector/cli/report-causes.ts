import { count, hidden, percent } from './html-table.ts'
import type { PhaseReport } from './report-html.ts'

const parts = [
  ['definition', 'Rules of the program'],
  ['late_data', 'Late and corrected data'],
  ['joiners_leavers', 'People who joined or left'],
  ['transfers', 'Transfers'],
  ['behaviour', 'What people did'],
  ['change', 'Change'],
] as const

/** Rows of the movement since the beginning, a part each and their sum. */
export function movementCells(movement: NonNullable<PhaseReport['movement']>): string[][] {
  return parts.map(([part, name]) => [name, points(movement[part])])
}

function points(change: number | null): string {
  return change === null ? '–' : `${change > 0 ? '+' : ''}${(change * 100).toFixed(1)}`
}

const basisNames = {
  stock: 'Open records as they stand',
  flow: 'As people left them',
  first_pass: '24 hours after creation',
} as const

/** Cells of the data quality on one basis. */
export function qualityCells({ basis, from, records, complete, rate, mean_score, suppressed }: Quality): string[] {
  const name = from === null ? basisNames[basis] : `${basisNames[basis]}, since ${from}`
  if (suppressed) return [name, hidden]
  return [name, count(complete), count(records), percent(rate), mean_score === null ? '–' : mean_score.toFixed(1)]
}

type Quality = PhaseReport['quality'][number]

/** Cells of a course: whom it reached, and adoption four weeks later beside those who were not yet trained. */
export function trainingCells(row: PhaseReport['training'][number]): string[] {
  if ('suppressed' in row) return [row.course, hidden]
  const { course, trained, measured, share, adopted_4w, followed_4w, rate_4w, peer_rate_4w, not_adopted_3w } = row
  return [
    course,
    `${trained} of ${measured} (${percent(share)})`,
    followed_4w === 0 ? '–' : adopted_4w === null ? hidden : `${adopted_4w} of ${followed_4w} (${percent(rate_4w)})`,
    percent(peer_rate_4w),
    not_adopted_3w === null ? hidden : count(not_adopted_3w),
  ]
}

/** Cells of an agreed action; what was open at the review before is said to be carried over. */
export function actionCells(row: PhaseReport['actions']['rows'][number]): string[] {
  const { action, by, agreed_on, due, done_on, state, carried_over } = row
  const stands = state === 'done' ? `done on ${done_on}` : state
  return [action, by || '–', agreed_on, due ?? '–', carried_over ? `${stands}, carried over` : stands]
}
