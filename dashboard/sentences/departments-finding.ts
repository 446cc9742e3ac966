import { allOf, type Finding, finding, list, percent, words } from './finding.ts'
import { type CoverageTotal, type DepartmentCoverage, type Shown, shown, shownRows } from './measure-answer.ts'

/** "Four of seven departments are short of the target, by 56 people"; null when no department can be judged. */
export function departmentsFinding(total: Shown<CoverageTotal> | null): Finding | null {
  const all = shown(total)
  if (all === null || all.measurable === 0) return null
  const short = all.measurable - all.at_target
  if (short === 0) {
    const key = allOf('departments.all_at_target', all.measurable)
    return finding(key, { count: all.measurable, all: words(all.measurable) })
  }
  const counts = { start: words(short), of: words(all.measurable), count: short }
  const only = all.measurable === 1 ? '_alone' : ''
  if (all.people_gap === null) return finding(`departments.short_only${only}`, counts)
  return finding(`departments.short${only}`, {
    ...counts,
    gap: finding('departments.by_people', { count: all.people_gap }),
  })
}

/** "Worst first; the line marks 70 %": the line is named when all departments share one target. */
export function departmentsSubtitle(rows: readonly Shown<DepartmentCoverage>[]): Finding {
  const targets = new Set(shownRows(rows).map((row) => row.target))
  const [only] = targets
  if (targets.size === 1 && only != null) return finding('departments.worst_first_one', { target: percent(only) })
  return finding('departments.worst_first')
}

/** "Not shown, so that nobody in a small group can be told: Legal and Finance."; null when all are shown. */
export function hiddenGroups(names: readonly string[]): Finding | null {
  return names.length === 0 ? null : finding('hidden_groups', { names: list(names), count: names.length })
}
