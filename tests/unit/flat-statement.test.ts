import { expect, test } from 'vitest'
import { countedAs, flatStatementOf } from '../../collector/report/counted-views.ts'
import { measureNames } from '../../schema/measures/registry.ts'

const counted = [...measureNames, 'coverage_total' as const, 'completeness_fields' as const].flatMap(
  (view) => countedAs(view, 'none')?.view ?? [],
)

test.each(counted)('%s is one statement that calls no view, looks up no setting and names no person', (view) => {
  const statement = flatStatementOf(view)
  const read = [...statement.matchAll(/(?<!ARRAY )\b(?:FROM|JOIN)\s+(\w+)/g)].map(([, name]) => name)
  const inside = [...statement.matchAll(/\b(\w+) AS \(/g)].map(([, name]) => name)
  const tables = read.filter((name) => !inside.includes(name))
  expect(tables).toEqual([expect.stringMatching(/^(state|record|field|account)_groups$/)])
  expect(statement).not.toMatch(/CREATE|person_key|current_/)
})
