import { allOf, type Finding, finding, percent, words } from './finding.ts'
import { type Adoption, type Shown, shown } from './measure-answer.ts'
import { oneWeekAway } from './one-week-away.ts'
import type { PersonFacts } from './person-facts.ts'

/** Who the page is about, as the sentence calls it. */
export type GroupWord = 'team' | 'department' | 'phase' | 'organisation' | 'people'

// Beyond a handful nobody reads "start with these nine"; the list speaks for itself.
const handful = 5

/**
 * "Start with these four. Helping any three brings the team to its target." Only a list of everyone, most useful
 * first, can be pointed at (`fromTop`); of any other only the number of people is said.
 */
export function peopleHeadline(adoption: Shown<Adoption> | null, group: GroupWord, fromTop = true): Finding[] {
  const total = shown(adoption)
  if (total === null) return [finding('overview.not_shown')]
  if (total.eligible === 0) return [finding('people.nobody')]
  if (total.measured === 0) return [finding('people.nobody_measured')]
  const helpable = total.measured - total.adopted
  if (helpable === 0) return [finding('people.everyone_adopted')]
  const name = finding(`group.${group}`)
  const { people_gap: gap, target } = total
  if (gap === null || target === null) {
    const key = total.measured === 1 ? 'people.no_target_alone' : 'people.no_target'
    return [finding(key, { start: words(helpable), of: words(total.measured), count: helpable })]
  }
  if (gap === 0) return [finding('people.target_met', { start: name, target: percent(target) })]
  if (gap > handful || !fromTop) {
    return [finding('people.many_to_go', { start: words(gap), count: gap, group: name, target: percent(target) })]
  }
  return startWith(Math.min(helpable, gap + 1), gap, name)
}

function startWith(listed: number, gap: number, group: Finding): Finding[] {
  if (listed === 1) return [finding('people.start_with_first'), finding('people.first_brings', { group })]
  const start = finding('people.start_with', { count: listed, these: words(listed) })
  if (listed > gap) return [start, finding('people.any_brings', { count: gap, any: words(gap), group })]
  return [start, finding(allOf('people.all_bring', gap), { count: gap, all: words(gap), group })]
}

/** "9 of 16 measured people are adopted; the target of 70 % needs 12. Pilar Ruiz is one regular week away." */
export function peopleLede(adoption: Shown<Adoption> | null, firstRows: readonly PersonFacts[]): Finding[] {
  const total = shown(adoption)
  if (total === null || total.measured === 0) return []
  const counts = { adopted: total.adopted, count: total.measured }
  const first =
    total.target === null || !total.people_gap
      ? finding('people.counts', counts)
      : finding('people.counts_and_target', {
          ...counts,
          target: percent(total.target),
          needed: total.adopted + total.people_gap,
        })
  const near = firstRows.filter(oneWeekAway)
  const [only] = near
  if (only === undefined) return [first]
  if (near.length === 1) return [first, finding('people.one_week_away_name', { name: only.name })]
  return [first, finding('people.one_week_away', { start: words(near.length), count: near.length })]
}
