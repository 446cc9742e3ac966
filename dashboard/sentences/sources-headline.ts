import type { Sources } from '../data/use-sources.ts'
import { allOf, type Finding, finding, list, words } from './finding.ts'

/** What the headline of the sources rests on. */
export type SourcesFacts = {
  rows: readonly Pick<Sources['rows'][number], 'source' | 'state' | 'silent_days'>[]
  delivery: Pick<Sources['delivery'], 'lane' | 'refusing'>
}

/** "Three of four feeds deliver. crm-eu has been silent for three days." A closed way into the database comes first. */
export function sourcesHeadline({ rows, delivery }: SourcesFacts): Finding[] {
  const door = doorFindings(delivery)
  if (rows.length === 0) return [...door, finding('sources.none')]
  return [...door, delivering(rows), ...silent(rows)]
}

function doorFindings({ lane, refusing }: SourcesFacts['delivery']): Finding[] {
  if (refusing !== null) return [finding('sources.refusing')]
  return lane === 'stopped' ? [finding('sources.lane_stopped')] : []
}

function delivering(rows: SourcesFacts['rows']): Finding {
  const live = rows.filter(({ state }) => state === 'live')
  const [only] = live
  if (live.length === rows.length) {
    if (live.length === 1 && only) return finding('sources.all_name', { name: only.source })
    return finding(allOf('sources.all', rows.length), { all: words(rows.length), count: rows.length })
  }
  return finding('sources.some', { start: words(live.length), of: words(rows.length), count: live.length })
}

function silent(rows: SourcesFacts['rows']): Finding[] {
  const never = rows.filter(({ state, silent_days }) => state === 'stopped' && silent_days === null)
  const stopped = rows.filter(({ state, silent_days }) => state === 'stopped' && silent_days !== null)
  const late = rows.filter(({ state }) => state === 'quiet')
  const said = never.map(({ source }) => finding('sources.never', { name: source }))
  const [first] = stopped
  if (stopped.length === 1 && first) {
    const days = first.silent_days ?? 0
    said.unshift(finding('sources.silent', { name: first.source, days: words(days), count: days }))
  } else if (stopped.length > 1) said.unshift(named('sources.stopped', stopped))
  return late.length === 0 ? said : [...said, named('sources.late', late)]
}

const named = (key: string, rows: SourcesFacts['rows']) =>
  finding(key, { names: list(rows.map(({ source }) => source)), count: rows.length })
