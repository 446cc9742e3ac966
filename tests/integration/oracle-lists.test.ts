import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readPeoplePage } from '../../collector/report/people-page.ts'
import { command } from '../../collector/store/query.ts'
import { recordLists } from '../../schema/record-list.ts'
import { importOrganisation } from '../support/import-organisation.ts'
import { listedCounts, sumOf } from '../support/listed-records.ts'
import {
  type MeasuredOrganisation,
  type OrganisationBench,
  startOrganisationBench,
} from '../support/measured-organisation.ts'
import { completeness, completenessByField } from '../support/oracle/completeness.ts'
import { formatDay, parseDay } from '../support/oracle/day.ts'
import { duplicates } from '../support/oracle/duplicates.ts'
import { openOrganisation } from '../support/oracle/organisation.ts'
import { pollution } from '../support/oracle/pollution.ts'
import { type CareRow, freshness, orphaned } from '../support/oracle/record-care.ts'
import { represented } from '../support/oracle/represented.ts'
import { randomOrganisation } from '../support/random-organisation.ts'

let bench: OrganisationBench
beforeAll(async () => {
  bench = await startOrganisationBench()
})
afterAll(() => bench?.stop())

describe('the lists behind the numbers of a made-up organisation', () => {
  const made = randomOrganisation(1)
  const org = openOrganisation(made.inputs)
  let target: MeasuredOrganisation
  beforeAll(async () => {
    target = await bench.begin()
    await importOrganisation(target, made)
  }, 180_000)
  afterAll(() => target?.close())

  // The first days of every other date, so that ranges begin anywhere.
  const ranges = made.dates.slice(-2).map((on, n) => ({ on, from: formatDay(parseDay(on) - (n % 2 === 0 ? 27 : 100)) }))

  it.each(['object', 'department'] as const)('lists the records behind each number by %s', async (by) => {
    let compared = 0
    const same = async (
      measure: 'completeness' | 'freshness' | 'orphaned' | 'duplicates',
      on: string,
      wanted: readonly { group: string; all: number; met: number }[],
      states: { all: readonly string[]; met: readonly string[] },
    ) => {
      const counts = await listedCounts(target, measure, { on, by })
      const found = wanted.map(({ group }) => [
        group,
        sumOf(counts, group, states.all),
        sumOf(counts, group, states.met),
      ])
      expect({ measure, on, found }).toEqual({
        measure,
        on,
        found: wanted.map(({ group, all, met }) => [group, all, met]),
      })
      const whole = Object.values(counts).reduce((sum, records) => sum + records, 0)
      const known = wanted.flatMap(({ group }) =>
        recordLists[measure].states.map((state) => sumOf(counts, group, [state])),
      )
      expect(known.reduce((sum, records) => sum + records, 0)).toBe(whole)
      compared += whole
    }
    for (const { on } of ranges) {
      const day = parseDay(on)
      const stock = completeness(org, { on: day, by }).rows.map(({ group, records, complete: met }) => ({
        group,
        all: records,
        met,
      }))
      await same('completeness', on, stock, { all: ['complete', 'incomplete'], met: ['complete'] })
      const rowsOf = (rows: CareRow[]) => rows.map(({ group, records, met }) => ({ group, all: records, met }))
      const [fresh, gone] = [freshness(org, day, by), orphaned(org, day, by)]
      const orphans = ['owner_gone', 'owner_not_eligible', 'without_owner']
      await same('freshness', on, rowsOf(fresh), { all: recordLists.freshness.states, met: ['fresh'] })
      await same('orphaned', on, rowsOf(gone), { all: recordLists.orphaned.states, met: orphans })
      const twins = duplicates(org, day, by).map((row) => ({ group: row.group, all: row.records, met: row.duplicates }))
      await same('duplicates', on, twins, { all: ['duplicate', 'unique'], met: ['duplicate'] })
    }
    expect(compared).toBeGreaterThan(0)
  })

  it('lists the records behind each field, the accounts behind each step, and the values that went bad', async () => {
    for (const { on, from } of ranges) {
      for (const row of completenessByField(org, { on: parseDay(on) })) {
        const counts = await listedCounts(target, 'completeness', { on, field: row.field, objects: [row.object] })
        const states = ['ok', 'missing', 'placeholder', 'default', 'invalid'] as const
        expect([row.field, ...states.map((state) => sumOf(counts, '', [state]))]).toEqual([
          row.field,
          ...states.map((state) => row[state]),
        ])
      }
      const { total } = represented(org, { on: parseDay(on) })
      const counts = await listedCounts(target, 'represented', { on })
      const steps = ['in_crm', 'owned', 'complete', 'has_contact', 'touched'] as const
      // The states stand in the order in which they come nearest to the last step.
      const reaching = (n: number) => ['represented', ...recordLists.represented.states.slice(0, 4 - n)]
      const found = steps.map((step, n) => (total[step] === null ? null : sumOf(counts, '', reaching(n))))
      expect({ on, found }).toEqual({ on, found: steps.map((step) => total[step]) })
      const bad = pollution(org, { on: parseDay(on), from: parseDay(from) }).reduce((sum, row) => sum + row.new_bad, 0)
      const values = await listedCounts(target, 'pollution', { on, from_date: from })
      expect([on, sumOf(values, '', ['went_bad'])]).toEqual([on, bad])
    }
  })
})

// Every second person adopted; of the others, who lapsed, every third was adopted the week before. Ids come in no order of the keys.
const manyStates = `
INSERT INTO person_state (on_day, person_key, is_week_end, state, last_active_on, generation)
SELECT arrayJoin(['2026-03-01', '2026-03-08']::Array(Date)) AS on_day, lower(hex(sipHash64(number))), 1,
  multiIf(number % 2 = 0, 'adopted', on_day = '2026-03-01' AND number % 3 = 0, 'adopted', 'lapsed'), '2026-02-01', 1
FROM numbers({people:UInt32})`
const manyIds = `INSERT INTO identities SELECT lower(hex(sipHash64(number))), concat('p-', toString(number)) FROM numbers({people:UInt32})`

describe('the list of many people', () => {
  it('shows everyone on one page, in the order asked for, however far behind', async () => {
    const people = 9_000
    const limit = 3_000
    const target = await bench.begin()
    await command(bench.store.writer, manyStates, { people })
    await command(bench.store.writer, manyIds, { people })
    const nothing = async () => undefined
    const { store } = bench
    const reading = {
      ...{ store, ensureDays: nothing, ensureCounted: nothing, floor: 1 },
      recall: <Answer>(_: unknown[], ask: () => Promise<Answer>) => ask(),
    }
    const scope = { role: 'admin' as const, personKey: null, actor: 'local' }
    const pageAt = (from: number, sort: 'useful' | '-useful') =>
      readPeoplePage(reading, scope, { on: '2026-03-08', filters: {}, query: { sort }, from, limit })
    const idsOf = (fits: (n: number) => boolean) =>
      Array.from({ length: people }, (_, n) => n)
        .filter(fits)
        .map((n) => `p-${n}`)
        .sort()
    const [stopped, tried] = [idsOf((n) => n % 2 === 1 && n % 3 === 0), idsOf((n) => n % 2 === 1 && n % 3 > 0)]
    const adopted = idsOf((n) => n % 2 === 0)
    const pages = [
      { from: 0, sort: 'useful', ids: [...stopped, ...tried, ...adopted] },
      { from: 3_000, sort: 'useful', ids: [...stopped, ...tried, ...adopted] },
      { from: 6_000, sort: 'useful', ids: [...stopped, ...tried, ...adopted] },
      { from: 3_000, sort: '-useful', ids: [...adopted, ...tried, ...stopped] },
      { from: people, sort: 'useful', ids: [] },
    ] as const
    for (const { from, sort, ids } of pages) {
      const { page, total } = await pageAt(from, sort)
      expect([from, total, page.map(({ row }) => row.person_id)]).toEqual([from, people, ids.slice(from, from + limit)])
    }
    await target.close()
  })
})
