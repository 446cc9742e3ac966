import { describe, expect, it } from 'vitest'
import { adoption } from '../support/oracle/adoption.ts'
import { completeness, completenessByField } from '../support/oracle/completeness.ts'
import { coverage } from '../support/oracle/coverage.ts'
import { parseDay } from '../support/oracle/day.ts'
import { GOLDEN_CASES, goldenExpected, goldenFolder, roundedRow } from '../support/oracle/golden.ts'
import { loadFolder } from '../support/oracle/load-folder.ts'
import { openOrganisation } from '../support/oracle/organisation.ts'
import { people } from '../support/oracle/people.ts'
import { represented } from '../support/oracle/represented.ts'

describe.each(GOLDEN_CASES)('golden fixture %s', (name) => {
  const expected = goldenExpected(name)
  const org = openOrganisation(loadFolder(goldenFolder(name)))
  const on = parseDay(expected.on)

  it('gives the people counted by hand', () => {
    const rows = people(org, { on })
    expect(rows.length).toBeGreaterThan(0)
    for (const [personId, fields] of Object.entries(expected.people ?? {})) {
      expect(roundedRow(rows.find((row) => row.person_id === personId)), personId).toMatchObject(fields)
    }
  })

  it('gives the adoption counted by hand', () => {
    for (const by of ['department', 'team', 'role', 'phase'] as const) {
      const { rows, total } = adoption(org, { on, by })
      expect(roundedRow(total)).toMatchObject(expected.adoption?.total ?? {})
      expect(sumOf(rows, 'eligible')).toBe(total.eligible)
      expectRows(rows, expected.adoption?.[by])
    }
  })

  it('gives the coverage counted by hand', () => {
    const { rows, total } = coverage(org, { on })
    expect(total.departments).toBe(rows.length)
    expect(roundedRow(total)).toMatchObject(expected.coverage?.total ?? {})
    const byGroup = rows.map((row) => ({ group: row.department, ...row }))
    expectRows(byGroup, expected.coverage?.rows)
  })

  it('gives the completeness counted by hand', () => {
    for (const by of ['object', 'department', 'owner'] as const) {
      const { rows, total } = completeness(org, { on, by })
      expect(roundedRow(total)).toMatchObject(expected.completeness?.total ?? {})
      expect(sumOf(rows, 'records')).toBe(total.records)
      expectRows(rows, expected.completeness?.[by], by !== 'owner')
    }
    const fields = completenessByField(org, { on }).map((row) => ({ group: `${row.object}.${row.field}`, ...row }))
    expectRows(fields, expected.completeness?.field)
  })

  it('gives the represented accounts counted by hand', () => {
    const { rows, total, skipped } = represented(org, { on, by: 'tier' })
    expect(sumOf(rows, 'universe')).toBe(total.universe ?? 0)
    if (expected.represented === undefined) return
    expect(roundedRow(total)).toEqual(expected.represented.total)
    expect(skipped).toEqual(expected.represented.skipped)
    expectRows(rows, expected.represented.tier)
  })
})

// Rows that nobody counted would go unseen, so the groups themselves are compared too.
function expectRows(
  rows: { group: string }[],
  expected: Record<string, Record<string, unknown>> | undefined,
  isWhole = true,
): void {
  if (expected === undefined) return
  if (isWhole) expect(rows.map((row) => row.group).sort()).toEqual(Object.keys(expected).sort())
  for (const [group, fields] of Object.entries(expected)) {
    expect(roundedRow(rows.find((row) => row.group === group)), group).toMatchObject(fields)
  }
}

function sumOf<K extends string>(rows: Partial<Record<K, number | null>>[], field: K): number {
  return rows.reduce((sum, row) => sum + (row[field] ?? 0), 0)
}
