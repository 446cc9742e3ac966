import { addDays, eachDayOfInterval, format, isMonday, isTuesday, parseISO } from 'date-fns'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readDataState } from '../../collector/report/data-state.ts'
import { runMeasure } from '../../collector/report/gate.ts'
import { createRemembered } from '../../collector/report/remembered.ts'
import { restateSnapshots } from '../../collector/rollup/restate-snapshots.ts'
import { rollupStatement } from '../../collector/rollup/statements.ts'
import { command } from '../../collector/store/query.ts'
import {
  type MeasuredOrganisation,
  type OrganisationBench,
  startOrganisationBench,
} from '../support/measured-organisation.ts'

// Ann, Bob and Cy were there from the first week on; Ann and Bob work in the CRM two days a week.
const roster = `person_id,name,department,role,valid_from,valid_to,kind
ann,Ann,Sales,rep,2026-01-05,,human
bob,Bob,Sales,rep,2026-01-05,,human
cy,Cy,Service,rep,2026-01-05,,human
`
const weekEnd = '2026-03-29'
const someDay = '2026-03-26'

let bench: OrganisationBench
let team: MeasuredOrganisation
beforeAll(async () => {
  bench = await startOrganisationBench()
})
afterAll(() => bench?.stop())
beforeEach(async () => {
  team = await bench.begin()
  // What is there before the test is derived in one pass, by a start.
  team.loseChanges()
  await team.load('roster', roster)
  await team.load('events', workOf('ann', 'bob'))
  await team.reopen()
})
afterEach(() => team?.close())

describe('late events', () => {
  it('change the past, on every day, and the change is recorded', async () => {
    expect(await adopted()).toEqual([2, 2, 2])
    await team.load('events', workOf('cy'))
    expect(await adopted()).toEqual([3, 3, 3])
    expect(await restated('late_data')).toContainEqual({
      period_end: weekEnd,
      measured_before: 3,
      adopted_before: 2,
      measured_after: 3,
      adopted_after: 3,
    })
  })

  it('leave the weeks before them alone', async () => {
    await team.load('events', workOf('cy'))
    const ends = (await restated('late_data')).map((row) => row.period_end)
    expect(ends).toContain('2026-02-01')
    // Too early: in January nobody is measured yet.
    expect(ends).not.toContain('2026-01-11')
  })

  it('that came before are counted once', async () => {
    const before = await months()
    await team.load('events', workOf('bob', 'ann'))
    expect(await months()).toEqual(before)
    expect(before.length).toBe(6)
    expect(await team.rollup().verify()).toEqual([])
  })

  it('of the first hours of a month in UTC belong to the local month before', async () => {
    await team.load('roster', 'person_id,department,valid_from,timezone\ndee,Sales,2025-12-01,America/New_York\n')
    await team.load('events', `${header}\nny,dee,Activity Logged,2026-01-01T02:00:00Z\n`)
    const key = team.personKeys.keyOf('dee')
    expect((await months()).filter((row) => row.person_key === key && row.value_days !== 0)).toMatchObject([
      { month: '2025-12-01', value_days: 2 ** 30 },
    ])
    expect(await team.rollup().verify()).toEqual([])
  })
})

describe('a roster', () => {
  it('that is corrected changes the past too', async () => {
    expect(await adopted()).toEqual([2, 2, 2])
    await team.load(
      'roster',
      roster.replace('bob,Bob,Sales,rep,2026-01-05,,human', 'bob,Bob,Sales,rep,2026-01-05,,service'),
    )
    expect(await adopted()).toEqual([1, 1, 1])
    expect(await restated('roster')).toContainEqual(
      expect.objectContaining({
        period_end: weekEnd,
        measured_before: 3,
        adopted_before: 2,
        measured_after: 2,
        adopted_after: 1,
      }),
    )
  })

  it('from which somebody leaves keeps this person in the past', async () => {
    await team.load(
      'roster',
      roster.replace('bob,Bob,Sales,rep,2026-01-05,', 'bob,Bob,Sales,rep,2026-01-05,2026-03-02'),
    )
    expect(await eligible('2026-03-01')).toEqual(3)
    expect(await eligible('2026-03-02')).toEqual(2)
    const trend = await team.ask('adoption_trend', {
      on: weekEnd,
      range: { from: '2026-02-23', to: '2026-03-08', grain: 'week', completeDay: weekEnd },
    })
    expect(trend).toMatchObject([
      { period: '2026-03-01', eligible: 3, adopted: 2 },
      { period: '2026-03-08', eligible: 2, adopted: 1 },
    ])
  })
})

describe('a further id of a person', () => {
  it('is the person in leave, in a phase and in training too, whatever came first', async () => {
    await team.load('leave', 'person_id,from,to\nann-old,2026-03-02,2026-03-29\n')
    await team.load('training', 'person_id,course,completed_on\nann-old,basics,2026-02-02\n')
    await team.apply('phases: [{ id: pilot, name: Pilot, go_live: 2026-01-05, scope: { people: [ann-old, bob] } }]\n')
    const people = async () =>
      (await team.ask('people', { on: weekEnd })).map((row) => [
        row.person_id,
        row.detail,
        row.expected_days,
        row.trained_on,
      ])
    expect(await people()).toEqual([['bob', '', 20, null]])
    await team.load('roster', 'person_id,department,role,valid_from,aliases\nann,Sales,rep,2026-01-05,ann-old\n')
    expect((await people()).sort()).toEqual([
      ['ann', 'on_leave', 0, '2026-02-02'],
      ['bob', '', 20, null],
    ])
  })
})

describe('an import that is taken back', () => {
  it('of events, a roster or leave changes states back', async () => {
    const changes = [
      () => team.load('events', workOf('cy')),
      () => team.load('roster', 'person_id,department,valid_from,kind\nann,Sales,2026-01-05,service\n'),
      () => team.load('leave', 'person_id,from,to\nann,2026-02-02,2026-03-29\n'),
    ]
    for (const change of changes) {
      const report = await change()
      expect(await adopted()).not.toEqual([2, 2, 2])
      await team.undo(report)
      expect(await adopted()).toEqual([2, 2, 2])
    }
    expect(await restated('undo')).toContainEqual(
      expect.objectContaining({ period_end: weekEnd, adopted_before: 3, adopted_after: 2 }),
    )
    expect(await team.rollup().verify()).toEqual([])
  })

  it('of holidays gives the days back', async () => {
    await team.load('roster', 'person_id,department,valid_from,calendar\nann,Sales,2026-01-05,ch\n')
    const report = await team.load('holidays', 'calendar,date,name\nch,2026-03-19,Joseph\n')
    const expectedDays = async () =>
      (await team.ask('people', { on: weekEnd })).find((row) => row.person_id === 'ann')?.expected_days
    expect(await expectedDays()).toBe(19)
    await team.undo(report)
    expect(await expectedDays()).toBe(20)
  })

  it('of records or accounts takes them out of completeness and represented', async () => {
    await team.apply('objects: { account: { fields: { sector: { critical: true } } } }\n')
    const accounts = await team.load('accounts', 'account_id,name,tier\nacme,Acme,A\n')
    const records = await team.load(
      'records',
      'object,record_id,updated_at,owner_id,field.sector\naccount,acme,2026-03-02T10:00:00Z,ann,retail\n',
    )
    const both = async () => [
      (await team.ask('completeness', { on: weekEnd })).map((row) => row.complete),
      (await team.ask('represented', { on: weekEnd })).map((row) => [row.universe, row.complete]),
    ]
    expect(await both()).toEqual([[1], [[1, 1]]])
    await team.undo(records)
    expect(await both()).toEqual([[], [[1, null]]])
    await team.undo(accounts)
    expect(await both()).toEqual([[], []])
  })
})

describe('what is counted for a day', () => {
  it('is counted anew after a newer version, another owner, another department, other accounts and other rules', async () => {
    const program = (field: string) => `objects: { account: { fields: { ${field}: { critical: true } } } }\n`
    const version = (at: string, owner: string, sector: string) =>
      team.load(
        'records',
        `object,record_id,updated_at,owner_id,field.sector,field.size\naccount,acme,${at},${owner},${sector},1\n`,
      )
    const counted = async (on = weekEnd) => [
      (await team.ask('completeness', { on, by: 'department' })).map((row) => [row.group, row.complete, row.owners]),
      (await team.ask('completeness_fields', { on })).map((row) => [row.field, row.ok]),
      (await team.ask('represented', { on })).map((row) => [row.universe, row.complete]),
    ]
    await team.apply(program('sector'))
    await team.load('accounts', 'account_id,name,tier\nacme,Acme,A\n')
    await version('2026-03-02T10:00:00Z', 'ann', 'retail')
    expect(await counted()).toEqual([[['Sales', 1, 1]], [['sector', 1]], [[1, 1]]])
    await version('2026-03-20T10:00:00Z', 'cy', '')
    expect(await counted()).toEqual([[['Service', 0, 1]], [['sector', 0]], [[1, 0]]])
    expect(await counted('2026-03-15')).toEqual([[['Sales', 1, 1]], [['sector', 1]], [[1, 1]]])
    await team.load('roster', 'person_id,department,valid_from\nann,Service,2026-01-05\ncy,Sales,2026-01-05\n')
    await team.load('accounts', 'account_id,name,tier\nother,Other,A\n')
    expect(await counted()).toEqual([[['Sales', 0, 1]], [['sector', 0]], [[2, 0]]])
    expect(await counted('2026-03-15')).toEqual([[['Service', 1, 1]], [['sector', 1]], [[2, 1]]])
    await team.apply(program('size'))
    expect(await counted()).toEqual([[['Sales', 1, 1]], [['size', 1]], [[2, 1]]])
    expect(await team.rollup().verify()).toEqual([])
  })
})

describe('a process that is killed after it stored', () => {
  it('the states of a day, and before it counted their groups, counts them when somebody asks', async () => {
    const statement = rollupStatement('person_state')
    await command(bench.store.writer, statement, {
      ons: [someDay],
      people: [],
      idle_after: '1970-01-01',
      generation: Date.now(),
    })
    expect(
      await team.rows('SELECT count() AS rows FROM state_groups WHERE on_day = {on:Date}', { on: someDay }),
    ).toEqual([{ rows: 0 }])
    expect(await adopted()).toEqual([2, 2, 2])
  })

  it.each([
    ['events', () => team.load('events', workOf('cy')), [3, 3, 3]],
    [
      'a roster',
      () => team.load('roster', 'person_id,department,valid_from,kind\nann,Sales,2026-01-05,service\n'),
      [1, 1, 1],
    ],
    ['a program', () => team.apply('thresholds: { active_share: 0.6 }\n'), [0, 0, 0]],
  ] as const)('%s derives it at the next start', async (_, store, wanted) => {
    expect(await adopted()).toEqual([2, 2, 2])
    team.loseChanges()
    await store()
    expect(await adopted()).toEqual([2, 2, 2])
    await team.reopen()
    expect(await adopted()).toEqual(wanted)
    expect(await team.rollup().verify()).toEqual([])
  })
})

describe('a program with another threshold', () => {
  it('is another definition, restates the past and says so', async () => {
    const { definition } = await readDataState(bench.store)
    expect(await adopted()).toEqual([2, 2, 2])
    await team.apply('thresholds: { active_share: 0.6 }\n')
    expect(await adopted()).toEqual([0, 0, 0])
    expect((await readDataState(bench.store)).definition).not.toBe(definition)
    expect(await restated('program')).toContainEqual(
      expect.objectContaining({ period_end: weekEnd, adopted_before: 2, adopted_after: 0 }),
    )
    await team.apply('organisation: Acme\n')
    expect((await readDataState(bench.store)).definition).toBe(definition)
    expect(await adopted()).toEqual([2, 2, 2])
  })
})

describe('a series across two definitions', () => {
  const trend = async () =>
    runMeasure(
      {
        store: bench.store,
        rollup: team.rollup(),
        remembered: createRemembered(),
        freshness: { settle: async () => undefined, behindSince: () => null },
      },
      { role: 'admin', personKey: null, actor: 'test' },
      { measure: 'adoption_trend', from: '2026-03-02', to: weekEnd },
    )

  it('names the definition of every row and says that there are several, until the past is restated', async () => {
    const { definition: old } = await readDataState(bench.store)
    expect((await trend()).mixed_definitions).toBeUndefined()
    // The program is stored, and of the past only the newest weeks are restated so far.
    team.loseChanges()
    await team.apply('thresholds: { active_share: 0.6 }\n')
    await restateSnapshots(bench.store, { from: '2026-03-16', why: 'late_data', generation: Date.now() })
    const { definition: now } = await readDataState(bench.store)
    const mixed = await trend()
    expect(mixed.rows.map(({ period, definition, adopted }) => [period, definition, adopted])).toEqual([
      ['2026-03-08', old, 2],
      ['2026-03-15', old, 2],
      ['2026-03-22', now, 0],
      ['2026-03-29', now, 0],
    ])
    expect(mixed).toMatchObject({ definition: now, mixed_definitions: [old, now].sort() })
    await team.reopen()
    const whole = await trend()
    expect(new Set(whole.rows.map((row) => row.definition))).toEqual(new Set([now]))
    expect(whole.mixed_definitions).toBeUndefined()
  })
})

describe('records judged by earlier rules', () => {
  it('wait for their re-import, and no longer once it came', async () => {
    const records = `object,record_id,updated_at,owner_id,field.amount
deal,d-1,2026-03-02T10:00:00Z,ann,10
deal,d-2,2026-03-02T10:00:00Z,ann,n/a
`
    await team.load('records', records)
    await team.apply('objects: { deal: { fields: { amount: { critical: true, format: number, max: 5 } } } }\n')
    const judged = async () =>
      (await team.ask('completeness', { on: weekEnd })).map((row) => [row.complete, row.waiting])
    expect(await judged()).toEqual([[1, 2]])
    await team.load('records', records)
    expect(await judged()).toEqual([[0, 0]])
    expect(await team.rollup().verify()).toEqual([])
  })
})

const header = 'message_id,person_id,event,occurred_at'

// Every Monday and Tuesday of the first quarter.
function workOf(...people: string[]): string {
  const days = eachDayOfInterval({ start: parseISO('2026-01-05'), end: addDays(parseISO(weekEnd), 7) })
  const lines = people.flatMap((person) =>
    days
      .filter((day) => isMonday(day) || isTuesday(day))
      .map((day) => format(day, 'yyyy-MM-dd'))
      .map((day) => `${person}-${day},${person},Activity Logged,${day}T10:00:00Z`),
  )
  return [header, ...lines, ''].join('\n')
}

/** Adopted people on a day, at the week end and at the same week end in the trend. */
async function adopted(): Promise<unknown[]> {
  const range = { from: weekEnd, to: weekEnd, grain: 'week', completeDay: weekEnd } as const
  const answers = [
    await team.ask('adoption', { on: someDay }),
    await team.ask('adoption', { on: weekEnd }),
    await team.ask('adoption_trend', { on: weekEnd, range }),
  ]
  return answers.map(([total]) => total?.adopted)
}

async function eligible(on: string): Promise<unknown> {
  return (await team.ask('adoption', { on }))[0]?.eligible
}

const restated = (why: string) =>
  team.rows(
    `SELECT toString(period_end) AS period_end, measured_before, adopted_before, measured_after, adopted_after
     FROM restatements WHERE why = {why:String} ORDER BY at, period_end`,
    { why },
  )

const months = () => team.rows('SELECT * EXCEPT (generation) FROM person_months FINAL ORDER BY person_key, month')
