import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, measureAsker } from '../support/ask-measure.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

// Sunday; the 28 days begin on Monday 2 March.
const on = '2026-03-29'

const program = `
organisation: Acme
privacy: { floor: 5, sponsor_floor: 5 }
roles:
  rep: { core_tasks: [log_activity, update_opportunity] }
  default: { core_tasks: [log_activity] }
`

// Six reps and one clerk in Sales, three clerks in Legal and three in Ops; nobody has a profile but the reps.
const roster = [
  'person_id,department,team,role,valid_from',
  ...['r1', 'r2', 'r3', 'r4', 'r5', 'r6'].map((id) => `${id},Sales,Sales team,rep,2025-01-06`),
  's1,Sales,Sales team,clerk,2025-01-06',
  ...['l1', 'l2', 'l3'].map((id) => `${id},Legal,Legal team,clerk,2025-01-06`),
  ...['o1', 'o2', 'o3'].map((id) => `${id},Ops,Ops team,clerk,2025-01-06`),
].join('\n')

// r1 did both tasks, r2 updated a day too early, r3 by machine, s1 on a weekend.
const events = `person_id,event,object,occurred_at,origin
r1,Activity Logged,,2026-03-20T10:00:00Z,web
r1,Record Updated,opportunity,2026-03-02T10:00:00Z,web
r2,Activity Logged,,2026-03-29T10:00:00Z,mobile
r2,Record Updated,opportunity,2026-03-01T10:00:00Z,web
r3,Record Updated,opportunity,2026-03-20T10:00:00Z,api
s1,Activity Logged,,2026-03-28T10:00:00Z,web
s1,Record Updated,opportunity,2026-03-27T10:00:00Z,web
o1,Activity Logged,,2026-03-10T10:00:00Z,web
`

let server: TestServer
let ask: (question: string, role?: 'program_manager') => Promise<Answer>
beforeAll(async () => {
  server = await startTestServer()
  ask = measureAsker(server)
  await server.json('/api/program', { method: 'PUT', body: program })
  await server.importText('roster', roster)
  await server.importText('events', events)
})
afterAll(() => server?.stop())

describe('core tasks', () => {
  it('are counted among the people whose role owns them', async () => {
    const { rows, total } = await ask(`tasks?on=${on}`)
    expect(rows).toEqual([
      { department: 'Legal', task: 'log_activity', measured: 3, done: 0, share: 0 },
      { department: 'Ops', task: 'log_activity', measured: 3, done: 1, share: 1 / 3 },
      { department: 'Sales', task: 'log_activity', measured: 7, done: 3, share: 3 / 7 },
      // s1 updated an opportunity too, and it is no task of a clerk.
      { department: 'Sales', task: 'update_opportunity', measured: 6, done: 1, share: 1 / 6 },
    ])
    expect(total).toBeNull()
  })

  it('are counted over everyone and per role, and a filter narrows', async () => {
    expect((await ask(`tasks?by=none&on=${on}`)).rows).toEqual([
      { task: 'log_activity', measured: 13, done: 4, share: 4 / 13 },
      { task: 'update_opportunity', measured: 6, done: 1, share: 1 / 6 },
    ])
    expect((await ask(`tasks?by=role&department=Sales&on=${on}`)).rows).toMatchObject([
      { role: 'clerk', task: 'log_activity', measured: 1, done: 1 },
      { role: 'rep', task: 'log_activity', measured: 6, done: 2 },
      { role: 'rep', task: 'update_opportunity', measured: 6, done: 1 },
    ])
  })

  it('of a group below the floor show nothing', async () => {
    const { rows } = await ask(`tasks?on=${on}`, 'program_manager')
    expect(rows).toEqual([
      { department: 'Legal', task: 'log_activity', suppressed: true },
      { department: 'Ops', task: 'log_activity', suppressed: true },
      { department: 'Sales', task: 'log_activity', measured: 7, done: 3, share: 3 / 7 },
      { department: 'Sales', task: 'update_opportunity', measured: 6, done: 1, share: 1 / 6 },
    ])
  })
})
