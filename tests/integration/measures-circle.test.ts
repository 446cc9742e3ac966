import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, measureAsker } from '../support/ask-measure.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

const rules = 'objects: { deal: { fields: { amount: { format: number, critical: true } } } }'
const program = `organisation: Acme\nprivacy: { floor: 1, sponsor_floor: 1 }\n${rules}\n`

const roster = `person_id,department,team,role,valid_from
a1,North,North team,rep,2024-01-08
a2,North,North team,rep,2024-01-08
b1,South,South team,rep,2024-01-08
`

// North: nobody works in January, a1 from February on, a2 in March and May. South: b1 always.
const monthsOf = { a1: [2, 3, 4, 5], a2: [3, 5], b1: [1, 2, 3, 4, 5] }

function workdaysOf(month: number): string[] {
  const days = Array.from({ length: 31 }, (_, n) => new Date(Date.UTC(2025, month - 1, n + 1)))
  const own = days.filter((day) => day.getUTCMonth() === month - 1 && day.getUTCDay() % 6 !== 0)
  return own.map((day) => day.toISOString().slice(0, 10))
}

const work = Object.entries(monthsOf).flatMap(([id, months]) =>
  months.flatMap(workdaysOf).map((day) => `${id},Activity Logged,${day}T10:00:00Z,,,`),
)

// In March a1 finds something twice and opens the deal of b1; a search without hits and the own deal are nothing taken.
const events = `person_id,event,occurred_at,object,record_id,hits
${work.join('\n')}
a1,Search Performed,2025-03-10T10:00:00Z,,,3
a1,Search Performed,2025-03-31T22:00:00Z,,,1
a1,Search Performed,2025-03-11T10:00:00Z,,,0
a1,Record Viewed,2025-03-12T10:00:00Z,deal,d3,
a1,Record Viewed,2025-03-12T11:00:00Z,deal,d1,
b1,Signed In,2025-06-16T10:00:00Z,,,
`

// North's two deals are filled in March and in April, South's from the start.
const records = `object,record_id,updated_at,owner_id,editor_id,field.amount
deal,d1,2025-01-06T08:00:00Z,a1,a1,
deal,d2,2025-01-06T08:00:00Z,a1,a1,
deal,d3,2025-01-06T08:00:00Z,b1,b1,10
deal,d1,2025-03-10T08:00:00Z,a1,a1,20
deal,d2,2025-04-10T08:00:00Z,a1,a1,30
`

let server: TestServer
let ask: () => Promise<Answer>
beforeAll(async () => {
  server = await startTestServer()
  const measure = measureAsker(server)
  ask = () => measure('circle?grain=month&from=2025-01-31&to=2025-05-31')
  await server.json('/api/program', { method: 'PUT', body: program })
  await server.importText('roster', roster)
  await server.importText('events', events)
  await server.importText('records', records)
})
afterAll(() => server?.stop())

describe('use and data quality', () => {
  it('stand side by side, per department and month', async () => {
    const { rows } = await ask()
    const north = rows.filter(({ department }) => department === 'North')
    expect(north.map(({ period, adoption, completeness, taken }) => [period, adoption, completeness, taken])).toEqual([
      ['2025-01-31', 0, 0, 0],
      ['2025-02-28', 0.5, 0, 0],
      ['2025-03-31', 1, 0.5, 3],
      ['2025-04-30', 0.5, 1, 0],
      ['2025-05-31', 1, 1, 0],
    ])
    expect(north[2]).toMatchObject({ partial: false, measured: 2, adopted: 2, records: 2, taken_per_head: 1.5 })
    const south = rows.filter(({ department }) => department === 'South')
    expect(south.map(({ adoption, completeness }) => [adoption, completeness])).toEqual(Array(5).fill([1, 1]))
  })

  it('are linked over neighbouring months of a department, not by departments that are better at everything', async () => {
    const { total } = await ask()
    // North, adoption 0 ½ 1 ½ against its mean ½ with completeness 0 ½ 1 1 of the month after against its mean ⅝:
    // xy = ½, xx = ½, yy = 11/16. South adds four pairs of nothing. 8 pairs − 2 departments − 2 = 4.
    expect(total?.adoption_then_completeness).toEqual({
      r: expect.closeTo(0.5 / Math.sqrt(0.5 * 0.6875), 9),
      low: expect.closeTo(0.2788, 4),
      high: expect.closeTo(0.9779, 4),
      pairs: 8,
    })
    // Completeness 0 0 ½ 1 with adoption ½ 1 ½ 1 of the month after: xy = ⅛, xx = 11/16, yy = ¼.
    expect(total?.completeness_then_adoption).toMatchObject({
      r: expect.closeTo(0.125 / Math.sqrt(0.6875 * 0.25), 9),
      pairs: 8,
    })
  })

  it('of few people and few owners are neither shown nor linked', async () => {
    await server.json('/api/program', { method: 'PUT', body: `organisation: Acme\n${rules}\n` })
    const { rows, total } = await ask()
    expect(rows.map(({ records: count, completeness }) => [count, completeness])).toEqual(Array(10).fill([null, null]))
    expect(total?.adoption_then_completeness).toEqual({ r: null, low: null, high: null, pairs: 0 })
  })
})
