import { type Finding, finding } from './finding.ts'
import { type Shown, shownRows, type Tasks } from './measure-answer.ts'
import { plainName } from './plain-name.ts'

/** "'create contact' is the task that fewest people do: 41 of 120"; null when no task stands alone at the end. */
export function tasksFinding(rows: readonly Shown<Tasks>[]): Finding | null {
  const tasks = shownRows(rows).filter(({ measured }) => measured > 0)
  const [first, second] = tasks.toSorted((a, b) => a.share - b.share)
  if (first === undefined) return null
  if (first.done === first.measured) return finding('tasks.all')
  if (second !== undefined && second.share === first.share) return null
  return finding('tasks.fewest', { task: plainName(first.task), done: first.done, count: first.measured })
}
