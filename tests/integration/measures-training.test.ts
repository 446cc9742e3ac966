import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, measureAsker } from '../support/ask-measure.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { weekdaysBetween } from '../support/weekdays.ts'

// Sunday, a week end.
const on = '2026-03-29'

const program = `
organisation: Acme
privacy: { floor: 1, sponsor_floor: 1 }
roles:
  executive: { core_tasks: [view_report], promote: [Report Viewed] }
`

const ids = (letter: string, count: number) => Array.from({ length: count }, (_, n) => `${letter}${n + 1}`)
const reps = [...ids('t', 10), ...ids('u', 10), 'v1']
const roster = [
  'person_id,department,team,role,valid_from',
  ...reps.map((id) => `${id},Field,Field team,rep,2025-01-06`),
  ...[...ids('w', 9), ...ids('x', 3)].map((id) => `${id},Office,Office team,clerk,2025-01-06`),
  'anna,Sales,Sales team,seller,2025-01-06',
  'bert,Sales,Sales team,seller,2025-01-06',
  'cleo,Sales,Sales team,executive,2025-01-06',
].join('\n')

// Ten reps and nine clerks completed the course on a Monday, one of them twice; v1 is trained since six days.
const training = [
  'person_id,course,completed_on',
  ...[...ids('t', 10), ...ids('w', 9)].map((id) => `${id},basics,2026-01-05`),
  't1,basics,2026-03-20',
  'v1,basics,2026-03-23',
].join('\n')

// Six of the trained are adopted by 25 January, three of them stop then; two of the untrained are adopted all along.
const working = [
  ...['t1', 't2', 't3', 'u1', 'u2'].map((id) => ({ id, until: '2026-03-27' })),
  ...['t4', 't5', 't6'].map((id) => ({ id, until: '2026-01-23' })),
]
const work = working.flatMap(({ id, until }) =>
  weekdaysBetween('2025-12-29', until).map((day) => `${id},Activity Logged,,,${day}T09:00:00Z,,`),
)
const events = `person_id,event,object,record_id,occurred_at,origin,hits
${work.join('\n')}
anna,Activity Logged,,,2026-03-20T09:00:00Z,,
anna,Activity Logged,,,2026-03-20T10:00:00Z,,
anna,Search Performed,,,2026-03-20T10:00:00Z,,3
anna,Search Performed,,,2026-03-20T11:00:00Z,,0
anna,Search Performed,,,2026-03-01T11:00:00Z,,5
anna,Search Performed,,,2026-03-20T11:00:00Z,api,5
anna,Report Viewed,,,2026-03-21T10:00:00Z,,
anna,Record Viewed,opportunity,o-1,2026-03-21T10:00:00Z,,
anna,Record Viewed,opportunity,o-2,2026-03-21T10:01:00Z,,
anna,Record Viewed,opportunity,o-9,2026-03-21T10:02:00Z,,
cleo,Report Viewed,,,2026-03-21T10:00:00Z,,
`

// Bert made the first record, which Anna edited later; Anna made the second; of the third nothing is known.
const records = `object,record_id,owner_id,editor_id,updated_at
opportunity,o-1,anna,bert,2026-01-05T10:00:00Z
opportunity,o-1,anna,anna,2026-02-05T10:00:00Z
opportunity,o-2,anna,anna,2026-01-05T10:00:00Z
`

let server: TestServer
let ask: (question: string) => Promise<Answer>
beforeAll(async () => {
  server = await startTestServer()
  ask = measureAsker(server)
  await server.json('/api/program', { method: 'PUT', body: program })
  for (const [dataset, text] of Object.entries({ records, events, training, roster })) {
    await server.importText(dataset, text)
  }
}, 120_000)
afterAll(() => server?.stop())

describe('training', () => {
  it('is followed for weeks and held against those not yet trained', async () => {
    const { rows, total } = await ask(`training?department=Field&on=${on}`)
    expect(total).toBeNull()
    expect(rows).toMatchObject([
      {
        ...{ role: 'rep', course: 'basics', measured: 21, trained: 11, share: 11 / 21 },
        // t4 to t10; v1 is trained for less than three weeks.
        not_adopted_3w: 7,
        // Monday and two weeks: the week that ends on 25 January. v1 is a peer then.
        ...{ followed_2w: 10, adopted_2w: 6, rate_2w: 0.6, peers_2w: 11, peer_rate_2w: 2 / 11 },
        ...{ followed_4w: 10, adopted_4w: 3, rate_4w: 0.3, peers_4w: 11, peer_rate_4w: 2 / 11 },
        // Twelve weeks are over in the week that ends on 5 April.
        ...{
          followed_12w: 0,
          adopted_12w: 0,
          rate_12w: null,
          peers_12w: 0,
          peer_rate_12w: null,
          association_12w: null,
        },
      },
    ])
    expect(rows[0]?.association_2w).toBeCloseTo(0.6 - 2 / 11, 12)
  })

  it('is not compared while a group has fewer than ten', async () => {
    expect((await ask(`training?by=department&department=Office&on=${on}`)).rows).toMatchObject([
      {
        department: 'Office',
        trained: 9,
        followed_2w: 9,
        rate_2w: 0,
        peers_2w: 3,
        peer_rate_2w: null,
        association_2w: null,
      },
    ])
  })

  it('lists the courses of a group in which nobody is trained', async () => {
    expect((await ask(`training?role=seller&on=${on}`)).rows).toMatchObject([
      { role: 'seller', course: 'basics', measured: 2, trained: 0, share: 0, not_adopted_3w: 0, rate_2w: null },
    ])
  })
})

describe('give and get', () => {
  it('counts what people put in and what they took out', async () => {
    const { rows, total } = await ask(`give_get?department=Sales&on=${on}`)
    const seller = { given: 2, taken_searches: 1, taken_reports: 1, taken_records: 1, taken: 3 }
    expect(rows).toEqual([
      // For an executive reading the report is the work itself.
      {
        ...{
          role: 'executive',
          measured: 1,
          given: 1,
          taken_searches: 0,
          taken_reports: 1,
          taken_records: 0,
          taken: 1,
        },
        ...{ given_per_head: 1, taken_per_head: 1 },
      },
      { role: 'seller', measured: 2, ...seller, given_per_head: 1, taken_per_head: 1.5 },
    ])
    expect(total).toMatchObject({ measured: 3, given: 3, taken: 4, given_per_head: 1 })
  })
})
