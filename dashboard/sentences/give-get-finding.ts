import { type Finding, finding, tenths } from './finding.ts'
import { type GiveGet, type Shown, shown, shownRows } from './measure-answer.ts'

/** A department that gives and gets. */
export type GiveGetDepartment = GiveGet & { department: string }

/**
 * "Service puts in 41.0 actions a head and takes out 6.2": the department that gives more than the average and takes less,
 * the one farthest from balance; null when there is none such.
 */
export function giveGetFinding(rows: readonly Shown<GiveGetDepartment>[], all: Shown<GiveGet> | null): Finding | null {
  const total = shown(all)
  if (!total?.given_per_head || total.taken_per_head === null) return null
  if (total.taken === 0) return finding('give_get.nothing_taken')
  const [given, taken] = [total.given_per_head, total.taken_per_head]
  const payers = shownRows(rows)
    .flatMap((row) =>
      row.department !== '' && row.given_per_head !== null && row.taken_per_head !== null
        ? [{ name: row.department, given: row.given_per_head, taken: row.taken_per_head }]
        : [],
    )
    .filter((row) => row.given > given && row.taken < taken)
    .toSorted((a, b) => b.given / given - b.taken / taken - (a.given / given - a.taken / taken))
  const [payer] = payers
  if (payer === undefined) return null
  return finding('give_get.payer', {
    department: payer.name,
    given: tenths(Math.round(payer.given * 10)),
    taken: tenths(Math.round(payer.taken * 10)),
  })
}
