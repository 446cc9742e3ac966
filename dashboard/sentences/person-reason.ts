import { day, type Finding, finding, words } from './finding.ts'
import { isBroad } from './one-week-away.ts'
import type { PersonFacts } from './person-facts.ts'

/** Why a person is in a state on `on`: "Never signed in. Has had access since 7 Sep." */
export function personReason(person: PersonFacts, on: string): Finding[] {
  if (person.state === 'adopted') return [adopted(person)]
  if (person.state === 'never_started') return neverStarted(person, on)
  if (person.state === 'lapsed') return [lapsed(person, on)]
  if (person.state === 'not_measured')
    return [finding(`reason.${person.detail || 'not_measured'}`, { start_on: since(person, on) })]
  return [occasional(person)]
}

const since = (person: PersonFacts, on: string) => day(person.start, on)

function adopted(person: PersonFacts): Finding {
  const weeks = weeksOf(person)
  if (person.breadth === 'not_configured') return finding('reason.adopted', weeks)
  return finding('reason.adopted_broad', { ...weeks, ...tasksOf(person), count: person.core_tasks })
}

function neverStarted(person: PersonFacts, on: string): Finding[] {
  const first = finding(person.detail === 'signs_in_only' ? 'reason.signs_in_only' : 'reason.never_signed_in')
  const access = { since: since(person, on) }
  if (person.trained_on === null) return [first, finding('reason.access', access)]
  return [first, finding('reason.access_and_trained', { ...access, trained: day(person.trained_on, on) })]
}

function lapsed(person: PersonFacts, on: string): Finding {
  const last = person.last_active_on === null ? null : { last: day(person.last_active_on, on) }
  if (person.adopted_before !== null) {
    const until = { until: day(person.adopted_before, on) }
    return last === null
      ? finding('reason.was_adopted', until)
      : finding('reason.was_adopted_last', { ...until, ...last })
  }
  const key = person.detail === 'was_adopted' ? 'reason.stopped' : 'reason.only_tried'
  return last === null ? finding(key) : finding(`${key}_last`, last)
}

/** What is there, and how much is missing: regularity in weeks, breadth in core tasks. */
function occasional(person: PersonFacts): Finding {
  const weeks = person.blocks_needed - person.blocks_regular
  const tasks = person.tasks_needed - person.core_tasks_done
  const broad = isBroad(person)
  if (weeks > 0 && person.breadth === 'not_configured') return finding('reason.weeks_short', weeksShort(person))
  if (weeks > 0 && broad) {
    const all = person.core_tasks_done >= person.core_tasks
    return finding(all ? 'reason.all_tasks_weeks_short' : 'reason.enough_tasks_weeks_short', weeksShort(person))
  }
  if (weeks > 0) {
    const need = finding('reason.more_tasks', { count: tasks, more: words(tasks) })
    return finding('reason.both_short', { ...weeksShort(person), ...tasksOf(person), need })
  }
  if (!broad) return finding('reason.tasks_short', { ...tasksOf(person), count: tasks, more: words(tasks) })
  return finding('reason.occasional')
}

function weeksOf({ blocks_regular, blocks }: PersonFacts) {
  const counted = { weeks: words(blocks_regular), of_weeks: words(blocks) }
  return { ...counted, regular: finding('reason.weeks', { ...counted, count: blocks_regular }) }
}

const tasksOf = (person: PersonFacts) => ({ tasks: words(person.core_tasks_done), of_tasks: words(person.core_tasks) })

function weeksShort(person: PersonFacts) {
  const missing = person.blocks_needed - person.blocks_regular
  return { ...weeksOf(person), count: missing, more: words(missing) }
}
