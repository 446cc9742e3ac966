import type { Sources } from '../data/use-sources.ts'
import { type Finding, finding } from './finding.ts'

/** What the line under the headline of the sources rests on. */
export type SourcesCounts = {
  total: Sources['total']
  dead_letters: Pick<Sources['dead_letters'], 'waiting'>
  delivery: Pick<Sources['delivery'], 'waiting_bytes'>
}

/** What became of everything that was taken, what waits for somebody, and whether all of it is in the numbers. */
export function sourcesLede({ total, dead_letters: dead, delivery }: SourcesCounts): Finding[] {
  if (total.accepted === 0) return []
  const { accepted, stored, duplicates, dead_lettered: refused } = total
  return [
    finding('sources.counts', { count: accepted, stored, duplicates, refused }),
    ...(dead.waiting === 0 ? [] : [finding('sources.waiting', { count: dead.waiting })]),
    finding(delivery.waiting_bytes > 0 ? 'sources.on_the_way' : 'sources.nothing_on_the_way'),
  ]
}
