import type { RecordMeasure, RecordState } from '../../schema/record-list.ts'
import { type Finding, finding } from './finding.ts'
import { plainName } from './plain-name.ts'

/** What a headline about records rests on. */
export interface RecordsSeen {
  measure: RecordMeasure
  /** Records per state under the filters of the page. */
  counts: Partial<Record<RecordState, number>>
  /** States in which something is wrong. */
  wrong: readonly RecordState[]
  object?: string | undefined
  field?: string | undefined
}

/** "47 of 6,000 open records are incomplete." Records left out of a measure are in none of the two numbers. */
export function recordsHeadline({ measure, counts, wrong, object, field }: RecordsSeen): Finding {
  const sum = (states: readonly string[]) => states.reduce((all, state) => all + (counts[state as RecordState] ?? 0), 0)
  const count = sum(wrong)
  const all = sum(Object.keys(counts).filter((state) => state !== 'without_key'))
  const about = field === undefined ? measure : 'field'
  const names = { object: plainName(object ?? ''), field: plainName(field ?? '') }
  if (all === 0) return finding(`records:headline.${about}.nothing`, names)
  if (count === 0) return finding(`records:headline.${about}.none`, { ...names, all })
  return finding(`records:headline.${about}.some`, { ...names, count, all })
}
