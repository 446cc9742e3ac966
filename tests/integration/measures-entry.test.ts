import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { peopleTasksRoute } from '../../schema/routes/people-tasks.ts'
import { type Answer, measureAsker } from '../support/ask-measure.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

// Sunday; the 28 days begin on Monday 2 March.
const on = '2026-03-29'

const program = `
organisation: Acme
timezone: Europe/Zurich
privacy: { floor: 5, sponsor_floor: 5 }
apps: { crm: [salesforce], legacy: [access-db, spreadsheet] }
roles:
  rep: { core_tasks: [log_activity, update_opportunity] }
  default: { core_tasks: [view_report], promote: [Report Viewed] }
`

const roster = [
  'person_id,department,team,role,valid_from,calendar,manager_id',
  ...['r1', 'r2', 'r3', 'r4', 'r5'].map((id) => `${id},Sales,Sales team,rep,2025-01-06,ch,c2`),
  ...['c1', 'c2'].map((id) => `${id},Board,Board team,chief,2025-01-06,ch,`),
].join('\n')

// Reps log four activities in the CRM, one in the Access database, one on a sheet; what no one counts comes after.
const dualEvents = `person_id,event,object,occurred_at,origin,app,task
r1,Activity Logged,,2026-03-02T09:00:00Z,web,,
r1,Activity Logged,,2026-03-03T09:00:00Z,mobile,salesforce,
r2,Activity Logged,,2026-03-03T09:00:00Z,web,,
r3,Activity Logged,,2026-03-03T09:00:00Z,web,,
r1,Activity Logged,,2026-03-04T09:00:00Z,web,access-db,
r2,Activity Logged,,2026-03-04T09:00:00Z,web,spreadsheet,
r1,Activity Logged,,2026-03-01T09:00:00Z,web,access-db,
r1,Activity Logged,,2026-03-05T09:00:00Z,automation,access-db,
r1,Activity Logged,,2026-03-05T09:00:00Z,web,elsewhere,
r1,Record Viewed,opportunity,2026-03-05T09:00:00Z,web,access-db,update_opportunity
r4,Record Updated,opportunity,2026-03-06T09:00:00Z,web,,
r4,Report Exported,opportunity,2026-03-06T10:00:00Z,web,,
r4,Report Exported,contact,2026-03-06T11:00:00Z,web,,
r5,Report Exported,contact,2026-03-06T12:00:00Z,web,,update_opportunity
r5,Report Exported,,2026-03-06T13:00:00Z,web,,
c1,Report Viewed,,2026-03-10T09:00:00Z,web,,
c1,Report Exported,,2026-03-10T10:00:00Z,web,,
c2,Report Exported,,2026-03-10T10:00:00Z,api,,
`

// Zurich is an hour ahead of UTC, from 29 March on two. Friday 20 March is a holiday of its people, r3 is away on 16 March.
const lagEvents = `person_id,event,occurred_at,contact_at
r1,Task Completed,2026-03-09T09:30:00Z,2026-03-09T08:00:00Z
r1,Task Completed,2026-03-09T08:00:00Z,2026-03-06T16:00:00Z
r2,Task Completed,2026-03-14T09:00:00Z,2026-03-13T21:00:00Z
r2,Task Completed,2026-03-23T00:00:00Z,2026-03-18T22:00:00Z
r3,Task Completed,2026-03-17T06:00:00Z,2026-03-15T12:00:00Z
r4,Task Completed,2026-03-10T09:00:00Z,2026-03-10T10:00:00Z
r4,Task Completed,2026-03-10T09:00:00Z,
r5,Report Viewed,2026-03-10T09:00:00Z,2026-03-01T10:00:00Z
`

let server: TestServer
let ask: (question: string, role?: 'program_manager') => Promise<Answer>
beforeAll(async () => {
  server = await startTestServer()
  ask = measureAsker(server)
  await server.json('/api/program', { method: 'PUT', body: program })
  await server.importText('roster', roster)
  await server.importText('holidays', 'calendar,date\nch,2026-03-20\n')
  await server.importText('leave', 'person_id,from,to\nr3,2026-03-16,2026-03-16\n')
  await server.importText('events', dualEvents)
  await server.importText('events', lagEvents)
})
afterAll(() => server?.stop())

const activities = {
  task: 'log_activity',
  measured: 5,
  actions: 6,
  crm: 4,
  legacy: 2,
  exports: 0,
  // r1 and r2 do it here and there.
  both: 2,
  crm_share: 4 / 6,
  legacy_share: 2 / 6,
  export_share: 0,
  app_shares: { 'access-db': 1 / 6, spreadsheet: 1 / 6 },
}
// r4 updates once and exports once; r5 says what the export is for. Contacts are no business of a rep.
const opportunities = {
  ...{ task: 'update_opportunity', measured: 5, actions: 3, crm: 1, legacy: 0, exports: 2, both: 1 },
  ...{ crm_share: 1 / 3, legacy_share: 0, export_share: 2 / 3, app_shares: { 'access-db': 0, spreadsheet: 0 } },
}
// A chief reads one report and exports one; an export by machine is nobody's work.
const reports = {
  ...{ task: 'view_report', measured: 2, actions: 2, crm: 1, legacy: 0, exports: 1, both: 1 },
  ...{ crm_share: 0.5, legacy_share: 0, export_share: 0.5, app_shares: { 'access-db': 0, spreadsheet: 0 } },
}

describe('work outside the CRM', () => {
  it('is counted per core task, legacy app and export', async () => {
    const { rows, total } = await ask(`dual_entry?on=${on}`)
    expect(rows).toEqual([
      { department: 'Board', ...reports },
      { department: 'Sales', ...activities },
      { department: 'Sales', ...opportunities },
    ])
    expect(total).toBeNull()
    expect((await ask(`dual_entry?by=none&on=${on}`)).rows).toEqual([activities, opportunities, reports])
  })

  it('is unknown where nobody did the task', async () => {
    const { rows } = await ask('dual_entry?on=2026-02-22&department=Board')
    expect(rows).toMatchObject([
      { task: 'view_report', actions: 0, crm_share: null, app_shares: { spreadsheet: null } },
    ])
  })

  it('of a group below the floor stays hidden', async () => {
    const { rows } = await ask(`dual_entry?on=${on}`, 'program_manager')
    expect(rows[0]).toEqual({ department: 'Board', task: 'view_report', suppressed: true })
  })
})

describe('people and their core tasks', () => {
  const matrix = async (query: string, token?: string) =>
    peopleTasksRoute.answer.parse(await server.json(`/api/people-tasks?on=${on}${query}`, token ? { token } : {}))
  const cells = ({ rows }: Awaited<ReturnType<typeof matrix>>) => rows.map(({ person_id, tasks }) => [person_id, tasks])

  it('stand side by side, who did fewest first, page by page', async () => {
    const first = await matrix('&limit=4')
    expect(first).toMatchObject({ total: 7, measured: 7, did_all: 1, next: '4' })
    // One of five updates opportunities, one of two reads reports, three of five log activities.
    expect(first.tasks).toEqual(['update_opportunity', 'view_report', 'log_activity'])
    expect(cells(first)).toEqual([
      ['r5', { log_activity: 'not_done', update_opportunity: 'elsewhere' }],
      ['c2', { view_report: 'not_done' }],
      ['r3', { log_activity: 'crm', update_opportunity: 'not_done' }],
      ['r4', { log_activity: 'not_done', update_opportunity: 'both' }],
    ])
    const last = await matrix('&limit=4&cursor=4')
    expect(cells(last)).toEqual([
      ['r1', { log_activity: 'both', update_opportunity: 'not_done' }],
      ['r2', { log_activity: 'both', update_opportunity: 'not_done' }],
      ['c1', { view_report: 'both' }],
    ])
    expect(last).toMatchObject({
      next: null,
      rows: [{ core_tasks_done: 1, core_tasks: 2 }, {}, { core_tasks_done: 1 }],
    })
  })

  it('are those below a lead, and in a file a column for each task', async () => {
    const lead = await server.tokenOf('lead', 'c2')
    expect(await matrix('', lead)).toMatchObject({
      total: 5,
      did_all: 0,
      tasks: ['update_opportunity', 'log_activity'],
    })
    expect(await matrix('&state=never_started', lead)).toMatchObject({ total: 1, rows: [{ person_id: 'r5' }] })
    expect(await matrix('', await server.tokenOf('lead', 'r1'))).toMatchObject({ total: 0, rows: [] })
    const file = await server.ask(`/api/people-tasks?on=${on}&department=Board&format=csv`)
    expect((await file.text()).split('\r\n').slice(0, 2)).toEqual([
      'person_id,name,team,department,role,state,core_tasks_done,core_tasks,task.view_report',
      'c2,,Board team,Board,chief,never_started,0,1,not_done',
    ])
    const refused = await server.ask('/api/people-tasks', { token: await server.tokenOf('sponsor') })
    expect(refused.status).toBe(403)
  })
})

describe('the lag of entries', () => {
  // In hours: 0 (entered before the contact), 1.5 (one morning), 2 (Friday 22:00 to midnight, entered on Saturday),
  // 7 (Tuesday 00:00 to 07:00 after a Sunday and a day of leave), 16 (Friday 17:00 to Monday 09:00),
  // 26 (Wednesday 23:00, all of Thursday, no Friday, Monday until 01:00).
  const lags = { people: 4, entries: 6, p50: 4.5, p90: 21 }

  it('counts hours of the clock on expected days', async () => {
    const { rows, total } = await ask(`entry_lag?on=${on}&by=department`)
    expect(rows).toEqual([
      { department: 'Board', measured: 2, people: 0, entries: 0, p50: null, p90: null },
      { department: 'Sales', measured: 5, ...lags },
    ])
    expect(total).toEqual({ measured: 7, ...lags })
  })

  it('of one person is the lag of each entry', async () => {
    const lagOf = async (from: string) => (await ask(`entry_lag?on=${from}&by=none`)).total
    // Only what was entered until Monday 9 March at night.
    expect(await lagOf('2026-03-09')).toMatchObject({ entries: 2, p50: 8.75 })
  })

  it('of a group below the floor stays hidden', async () => {
    const { rows } = await ask(`entry_lag?on=${on}&by=department`, 'program_manager')
    expect(rows[0]).toEqual({ department: 'Board', suppressed: true })
  })
})
