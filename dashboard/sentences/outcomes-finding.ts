import { type Finding, finding } from './finding.ts'
import type { Outcome } from './measure-answer.ts'

/** The newest figure of each metric and department whose period is over, worst news first. */
export function newestOutcomes(rows: readonly Outcome[]): Outcome[] {
  const newest = new Map<string, Outcome>()
  for (const row of rows) {
    const key = JSON.stringify([row.metric, row.department])
    if (!row.partial && row.period >= (newest.get(key)?.period ?? '')) newest.set(key, row)
  }
  const isRed = ({ guardrail }: Outcome) => Number(guardrail === 'red')
  return [...newest.values()].toSorted(
    (a, b) => isRed(b) - isRed(a) || a.metric.localeCompare(b.metric) || a.department.localeCompare(b.department),
  )
}

/** "Visits a week in Field Sales worsened while adoption rose": of figures that can be judged; null without any. */
export function outcomesFinding(newest: readonly Outcome[]): Finding | null {
  const judged = newest.filter(({ guardrail }) => guardrail !== null)
  const worse = judged.filter(({ guardrail }) => guardrail === 'red')
  const [first] = worse
  if (judged.length === 0) return null
  if (first === undefined) return finding('outcomes.none', { count: judged.length })
  if (worse.length > 1) return finding('outcomes.some', { count: worse.length, of: judged.length })
  const { metric, department } = first
  return department === '' ? finding('outcomes.one', { metric }) : finding('outcomes.one_in', { metric, department })
}
