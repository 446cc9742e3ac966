import type { BehindList, ListQuery } from '../../schema/measures/behind.ts'
import type { Measure } from '../../schema/measures/measure.ts'
import { measures } from '../../schema/measures/registry.ts'
import { recordLists } from '../../schema/record-list.ts'
import type { MeasureAnswer } from '../../schema/routes/measures.ts'
import { type Scope, seesNames } from '../access/scope.ts'
import type { Filters } from './ask-view.ts'

/** Addresses of the lists behind an answer, for viewers who see names; none where the list cannot be narrowed to its rows. */
export function behindLinks(answer: MeasureAnswer, filters: Filters, scope: Scope): Pick<MeasureAnswer, 'behind'> {
  const definition: Measure = measures[answer.measure]
  const { behind } = definition
  if (behind === null || !seesNames(scope) || answer.basis !== undefined) return {}
  const known = knownTo(behind.list, answer)
  const asked = answer.by === 'none' ? Object.keys(filters) : [answer.by, ...Object.keys(filters)]
  if (asked.some((name) => !known.includes(name))) return {}
  const address = (query: ListQuery) =>
    addressOf(`/api/${behind.list}`, { ...filters, ...daysOf(answer, definition), ...query })
  const columns = Object.entries(behind.columns).filter(
    ([name]) => answer.by === 'field' || name in definition.row.shape,
  )
  return {
    behind: {
      list: address(behind.query),
      columns: Object.fromEntries(columns.map(([name, query]) => [name, address(query)])),
    },
  }
}

function knownTo(list: BehindList, { measure }: MeasureAnswer): readonly string[] {
  if (list === 'people') return ['department', 'team', 'role', 'phase']
  if (list === 'flags') return ['department', 'team']
  return measure in recordLists ? recordLists[measure as keyof typeof recordLists].filters : []
}

// The rows of a series each have a day of their own.
function daysOf({ on, from }: MeasureAnswer, { shape, behind, looksBack }: Measure): ListQuery {
  if (shape === 'series' || on === undefined) return {}
  return looksBack && from !== undefined && behind?.list !== 'people' ? { on, from } : { on }
}

function addressOf(path: string, query: ListQuery): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    for (const each of typeof value === 'string' ? [value] : value) search.append(name, each)
  }
  return search.size === 0 ? path : `${path}?${search}`
}
