import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, measureAsker } from '../support/ask-measure.ts'
import { roundedRow } from '../support/oracle/golden.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

// Sunday; the 28 days begin on Monday 2 March and hold 20 workdays.
const on = '2026-03-29'

const program = `
organisation: Acme
privacy: { floor: 5, sponsor_floor: 5 }
roles: { rep: { core_tasks: [log_activity, update_opportunity] } }
`

// Reps have core tasks, clerks have none. Lee and Lou work on Monday and Tuesday: 8 expected days.
const roster = `person_id,department,team,role,valid_from,workdays
ada,Sales,Field,rep,2025-01-06,
ben,Sales,Field,rep,2025-01-06,
cy,Sales,Field,rep,2025-01-06,
dee,Sales,Field,rep,2025-01-06,
eve,Sales,Desk,clerk,2025-01-06,
lee,Legal,Law,clerk,2025-01-06,mon tue
lou,Legal,Law,clerk,2025-01-06,mon tue
lin,Legal,Law,clerk,2025-01-06,
oz,Ops,Back,clerk,2025-01-06,
oma,Ops,Back,clerk,2025-01-06,
`

const mondays = ['02', '09', '16', '23']
const tuesdays = ['03', '10', '17', '24']
const log = 'Activity Logged,'
const deal = 'Record Updated,opportunity'
const acts = (person: string, what: string, days: string[], milliseconds = '') =>
  days.map((day) => `${person},${what},2026-03-${day}T10:00:00Z,web,${milliseconds}`)

const events = [
  'person_id,event,object,occurred_at,origin,duration_ms',
  // Ada: 12 days with 12 notes of ten minutes, and one change that took longer than half an hour.
  ...acts('ada', log, [...mondays, ...tuesdays, '04', '11', '18', '25'], '600000'),
  ...acts('ada', deal, ['04'], '2700000'),
  // Ben: 6 days, 45 minutes each; the first of March is a day too early.
  ...acts('ben', deal, [...mondays, '03', '10', '01'], '2700000'),
  ...acts('cy', log, ['29']),
  'dee,Signed In,,2026-03-20T10:00:00Z,web,',
  'dee,Activity Logged,,2026-03-20T10:00:00Z,api,600000',
  ...['08', '09', '10'].map((hour) => `eve,Activity Logged,,2026-03-02T${hour}:00:00Z,web,`),
  ...acts('lee', 'Record Updated,account', mondays),
  // Lou works on Saturdays too: 12 active days.
  ...acts('lou', 'Record Updated,account', [...mondays, ...tuesdays, '07', '14', '21', '28']),
  ...acts('lin', 'Report Viewed,report', ['10']),
].join('\n')

let server: TestServer
let ask: (question: string, role?: 'program_manager') => Promise<Answer>
beforeAll(async () => {
  server = await startTestServer()
  ask = measureAsker(server)
  await server.json('/api/program', { method: 'PUT', body: program })
  await server.importText('roster', roster)
  expect(await server.importText('events', events)).toMatchObject({ rejected: 0 })
})
afterAll(() => server?.stop())

async function rounded(question: string) {
  const { rows, total } = await ask(question)
  return { rows: rows.map(roundedRow), total: total === null ? null : roundedRow(total) }
}

it('habit is 12 active days of 20 for a full mark, and nobody has more than that', async () => {
  // Ada 1, Ben 6/12, Cy and Eve 1/12, Dee 0 · Lee 4/4.8, Lou 1, Lin 0 · nobody in Ops.
  expect(await rounded(`habit?by=department&on=${on}`)).toEqual({
    rows: [
      { department: 'Legal', measured: 3, at_habit: 1, habit: 61.1111 },
      { department: 'Ops', measured: 2, at_habit: 0, habit: 0 },
      { department: 'Sales', measured: 5, at_habit: 1, habit: 33.3333 },
    ],
    total: { measured: 10, at_habit: 2, habit: 35 },
  })
})

it('reach counts who is active, regularity how often, range how much of the work', async () => {
  // Among the active: 12, 6, 1 and 1 days of 20 in Sales, 4 of 8 and 8 of 8 in Legal; Ada alone did both tasks.
  const nobody = { active: 0, reach: 0, regularity: null, profiled: 0, range: null }
  expect(await rounded(`reach?by=department&on=${on}`)).toEqual({
    rows: [
      { department: 'Legal', measured: 3, active: 2, reach: 0.6667, regularity: 0.75, profiled: 0, range: null },
      { department: 'Ops', measured: 2, ...nobody },
      { department: 'Sales', measured: 5, active: 4, reach: 0.8, regularity: 0.25, profiled: 3, range: 0.6667 },
    ],
    total: { measured: 10, active: 6, reach: 0.6, regularity: 0.4167, profiled: 3, range: 0.6667 },
  })
})

it('concentration is the share of the busiest tenth, and the Gini coefficient with those who did nothing', async () => {
  // Actions: 13, 6, 3, 1, 0 in Sales · 12, 4, 0 in Legal · none in Ops.
  const top = { top_people: 1 }
  expect(await rounded(`concentration?by=department&on=${on}`)).toEqual({
    rows: [
      { department: 'Legal', measured: 3, actions: 16, ...top, top_actions: 12, top_share: 0.75, gini: 0.5 },
      { department: 'Ops', measured: 2, actions: 0, ...top, top_actions: 0, top_share: null, gini: null },
      { department: 'Sales', measured: 5, actions: 23, ...top, top_actions: 13, top_share: 0.5652, gini: 0.5391 },
    ],
    total: { measured: 10, actions: 39, ...top, top_actions: 13, top_share: 0.3333, gini: 0.6282 },
  })
})

describe('stickiness', () => {
  const week = (period: string, [none, to25, to50, to75, above]: number[]) => ({
    period,
    partial: false,
    definition: expect.stringMatching(/^[0-9a-f]{64}$/),
    expected: 10,
    none,
    up_to_25: to25,
    up_to_50: to50,
    up_to_75: to75,
    above_75: above,
  })

  it('puts people into five bands a week', async () => {
    // Ada 3 of 5, Lee 1 of 2, Lou 2 of 2 each week; Ben 2, 2, 1, 1 of 5; Eve in the first week, Cy in the last.
    const { rows, total } = await ask(`stickiness?by=none&from=2026-03-02&to=${on}`)
    expect(rows).toEqual([
      week('2026-03-08', [5, 1, 2, 1, 1]),
      week('2026-03-15', [6, 0, 2, 1, 1]),
      week('2026-03-22', [6, 1, 1, 1, 1]),
      week('2026-03-29', [5, 2, 1, 1, 1]),
    ])
    expect(total).toEqual(rows.at(-1))
  })

  it('puts them into the same bands a month, and says that the month has not ended', async () => {
    // Of 22 expected days Ada 12, Ben 7, Eve and Cy 1; of 10 Lee 4 and Lou 12.
    const { rows } = await ask('stickiness?by=none&grain=month&from=2026-03-01&to=2026-03-31')
    expect(rows).toEqual([{ ...week('2026-03-31', [4, 2, 2, 1, 1]), partial: true }])
  })

  it('counts a person in the department of the week end', async () => {
    const { rows } = await ask(`stickiness?by=department&from=2026-03-23&to=${on}`)
    expect(rows).toMatchObject([
      { department: 'Legal', expected: 3, none: 1, up_to_50: 1, above_75: 1 },
      { department: 'Ops', expected: 2, none: 2 },
      { department: 'Sales', expected: 5, none: 2, up_to_25: 2, up_to_75: 1 },
    ])
  })
})

describe('effort', () => {
  it('is minutes of each core task per active day of the people who own it, and of all entering', async () => {
    // Nineteen days of reps: 12 notes of 10 minutes, 7 changes capped at 30, one note without a duration.
    const rep = { role: 'rep', measured: 4, active_days: 19 }
    expect(await rounded(`effort?on=${on}`)).toEqual({
      rows: [
        // What clerks did says nowhere how long it took.
        {
          ...{ role: 'clerk', task: '', measured: 6, active_days: 17, actions: 19, timed: 0 },
          ...{ minutes: null, minutes_per_day: null },
        },
        { ...rep, task: '', actions: 20, timed: 19, minutes: 330, minutes_per_day: 17.3684 },
        { ...rep, task: 'log_activity', actions: 13, timed: 12, minutes: 120, minutes_per_day: 6.3158 },
        { ...rep, task: 'update_opportunity', actions: 7, timed: 7, minutes: 210, minutes_per_day: 11.0526 },
      ],
      total: null,
    })
  })

  it('of nobody who is active has no day to divide by', async () => {
    const { rows } = await ask(`effort?by=department&department=Ops&on=${on}`)
    expect(rows).toMatchObject([{ task: '', active_days: 0, actions: 0, minutes: 0, minutes_per_day: null }])
  })
})

describe('layers', () => {
  it('count who worked, who shared and who looked at reports', async () => {
    // Ada and Ben changed deals, Lee and Lou accounts; Ada, Cy and Eve wrote notes; Lin read a report.
    expect(await rounded(`layers?by=department&on=${on}`)).toEqual({
      rows: [
        { department: 'Legal', measured: 3, ...layersOf([2, 0, 1], [0.6667, 0, 0.3333]) },
        { department: 'Ops', measured: 2, ...layersOf([0, 0, 0], [0, 0, 0]) },
        { department: 'Sales', measured: 5, ...layersOf([2, 3, 0], [0.4, 0.6, 0]) },
      ],
      total: { measured: 10, ...layersOf([4, 3, 1], [0.4, 0.3, 0.1]) },
    })
  })

  it('are what the program says, and one that no action has is skipped', async () => {
    const notes = 'actions: [{ event: Activity Logged, layer: operational }]\n'
    await server.json('/api/program', { method: 'PUT', body: `${program}${notes}` })
    const { total, skipped } = await ask(`layers?on=${on}`)
    expect(total).toEqual({ measured: 10, ...layersOf([6, null, 1], [0.6, null, 0.1]) })
    expect(skipped).toEqual(['collaborative'])
    await server.json('/api/program', { method: 'PUT', body: program })
    expect((await ask(`layers?on=${on}`)).skipped).toEqual([])
  })
})

function layersOf(used: (number | null)[], shares: (number | null)[]) {
  const [operational, collaborative, analytical] = used
  const [operationalShare, collaborativeShare, analyticalShare] = shares
  return {
    ...{ operational, collaborative, analytical },
    ...{
      operational_share: operationalShare,
      collaborative_share: collaborativeShare,
      analytical_share: analyticalShare,
    },
  }
}

it.each(['habit', 'reach', 'concentration', 'effort', 'layers'])(
  '%s of a group below the floor shows nothing',
  async (name) => {
    const { rows } = await ask(`${name}?by=department&on=${on}`, 'program_manager')
    // Of a task fewer still may be told of: those who own it.
    const whole = rows.filter(({ task }) => task === undefined || task === '')
    expect(whole.filter((row) => row.suppressed).map((row) => row.department)).toEqual(['Legal', 'Ops'])
    expect(rows.filter((row) => !row.suppressed).every((row) => row.department === 'Sales')).toBe(true)
  },
)
