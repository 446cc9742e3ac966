import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Measure } from '../../schema/measures/measure.ts'
import { measureNames, measures } from '../../schema/measures/registry.ts'
import { comparePeople } from '../support/comparisons/adoption.ts'
import { type Asked, type Question, questionOn } from '../support/comparisons/comparison.ts'
import { comparisons } from '../support/comparisons/comparisons.ts'
import { importOrganisation } from '../support/import-organisation.ts'
import {
  type MeasuredOrganisation,
  type OrganisationBench,
  startOrganisationBench,
} from '../support/measured-organisation.ts'
import { formatDay, parseDay } from '../support/oracle/day.ts'
import { judgedActions } from '../support/oracle/flags.ts'
import { openOrganisation } from '../support/oracle/organisation.ts'
import { randomOrganisation } from '../support/random-organisation.ts'

let bench: OrganisationBench
beforeAll(async () => {
  bench = await startOrganisationBench()
})
afterAll(() => bench?.stop())

// What small organisations do not have: ten months, and groups that are large enough to compare.
describe('an organisation of forty people over ten months', () => {
  const made = randomOrganisation(5, 40)
  const org = openOrganisation(made.inputs)
  const on = made.dates.at(-2) ?? ''
  let target: MeasuredOrganisation
  let asked: Asked
  beforeAll(async () => {
    target = await bench.begin()
    await importOrganisation(target, made)
    asked = { target, org, made, known: () => [{ org, cause: 'late_data' }] }
  }, 600_000)
  afterAll(() => target?.close())

  it('has the people of the oracle, each with state, detail, days and tasks', async () => {
    const { product, oracle } = await comparePeople(asked, questionOn(on))
    expect(product).toEqual(oracle)
  })

  it.each(measureNames)('has its %s', async (name) => {
    const { dimensions, bases = ['stock'] }: Measure = measures[name]
    const span = { from: formatDay(parseDay(on) - 100), completeDay: formatDay(parseDay(on) - 3) }
    let rows = 0
    for (const by of new Set([dimensions[0], dimensions.at(-1) ?? 'none'])) {
      for (const basis of bases) {
        const question: Question = { ...questionOn(on, by), ...span, basis, grain: by === 'none' ? 'month' : 'week' }
        const { product, oracle } = await comparisons[name](asked, question)
        expect({ question, rows: product }).toEqual({ question, rows: oracle })
        rows += Object.keys(oracle).length
      }
    }
    expect(rows).toBeGreaterThan(0)
  })

  it('has flags of every kind, on the actions of the oracle', async () => {
    const wanted = [...org.people.values()].flatMap((person) =>
      judgedActions(org, person).flatMap(({ event, day, kinds }) =>
        kinds.map((kind) =>
          [target.personKeys.keyOf(person.personId), formatDay(day), event.messageId, kind].join(' '),
        ),
      ),
    )
    const found = await target.rows(
      'SELECT person_key, toString(date) AS day, message_id, kind FROM action_flags FINAL',
    )
    const kept = found.map(({ person_key, day, message_id, kind }) => [person_key, day, message_id, kind].join(' '))
    expect(kept.sort()).toEqual(wanted.sort())
    const kinds = new Set(found.map(({ kind }) => kind))
    expect([...kinds].sort()).toEqual(['backdated', 'burst', 'copied', 'placeholder_only', 'reverted'])
  })

  it('keeps keyed hashes of keys, never the keys', async () => {
    const kept = await target.rows('SELECT DISTINCT arrayJoin(mapValues(key_hashes)) AS hash FROM record_versions')
    for (const { hash } of kept) expect(hash).toMatch(/^([0-9a-f]{16})?$/)
    expect(kept.length).toBeGreaterThan(1)
  })

  it('shows a department alone what it shows among all, so that nothing hidden follows from a filter', async () => {
    const range = { from: '2025-01-31', to: '2025-05-31', grain: 'month', completeDay: '2025-05-31' } as const
    const all = await target.ask('circle', { on: range.to, by: 'department', range })
    for (const department of new Set(all.map(({ group }) => String(group)))) {
      const question = { on: range.to, filters: { department: [department] }, range }
      const wanted = all.filter(({ group }) => group === department).map(figures)
      expect((await target.ask('circle', { ...question, by: 'department' })).map(figures)).toEqual(wanted)
      const alone = (await target.ask('circle', { ...question, by: 'none' })).map(figures)
      expect(alone).toEqual(wanted.map((row) => ({ ...row, group: '' })))
    }
  })

  it('has derived tables that hold what the facts say', async () => {
    expect(await target.rollup().verify()).toEqual([])
  })
})

// Links are of the departments that were asked for.
function figures(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !name.includes('_then_')))
}
