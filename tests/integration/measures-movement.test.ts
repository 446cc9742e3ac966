import { eachDayOfInterval, format, getISODay, parseISO } from 'date-fns'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { startTestServer, type TestServer } from '../support/server.ts'

const [from, on] = ['2026-03-01', '2026-03-29']
const rules = (activeShare: number) =>
  `organisation: Acme\nprivacy: { floor: 5, sponsor_floor: 5 }\nthresholds: { active_share: ${activeShare} }\n`

/*
 * Told about 1 March: Sales 3 of 5 (s1 s2 s4 of s1..s4 d1), Ops 2 of 3 (o1 o3 of o1..o3).
 * Late: o2 worked too. Rules: d1, one day a week, is enough. By 29 March o3 left, o4 joined and does nothing,
 * s4 went from Sales to Ops, s2 stopped.
 */
const roster = `person_id,name,department,team,role,valid_from,valid_to
s1,S One,Sales,,rep,2026-01-05,
s2,S Two,Sales,,rep,2026-01-05,
s3,S Three,Sales,,rep,2026-01-05,
s4,S Four,Sales,,rep,2026-01-05,2026-03-09
s4,S Four,Ops,,rep,2026-03-09,
d1,D One,Sales,,rep,2026-01-05,
o1,O One,Ops,,rep,2026-01-05,
o2,O Two,Ops,,rep,2026-01-05,
o3,O Three,Ops,,rep,2026-01-05,2026-03-16
o4,O Four,Ops,,rep,2026-03-02,
`

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  await server.json('/api/program', { method: 'PUT', body: rules(0.4) })
  await server.importText('roster', roster)
  const rest =
    workOf('s2', 2, from) + workOf('s4', 2) + workOf('d1', 1) + workOf('o1', 2) + workOf('o3', 2, '2026-03-13')
  await server.importText('events', `person_id,event,occurred_at\n${workOf('s1', 2)}${rest}`)
  expect((await ask(`adoption?on=${from}`)).total).toMatchObject({ adopted: 5, measured: 8 })
  await server.importText('events', `person_id,event,occurred_at\n${workOf('o2', 2)}`)
  await server.json('/api/program', { method: 'PUT', body: rules(0.2) })
}, 180_000)
afterAll(() => server?.stop())

const row = z.record(z.string(), z.unknown())
const answer = z.object({ from: z.string().optional(), on: z.string(), rows: z.array(row), total: row.nullable() })
const ask = async (path: string, token?: string) =>
  answer.parse(await server.json(`/api/measures/${path}`, token === undefined ? {} : { token }))

const parts = ['definition', 'late_data', 'joiners_leavers', 'transfers', 'behaviour']

describe('movement', () => {
  it('splits the change of the organisation as counted by hand', async () => {
    const { rows, total, ...envelope } = await ask(`movement?by=none&on=${on}&compare=${from}`)
    expect(envelope).toEqual({ from, on })
    expect(rows).toEqual([total])
    expect(total).toEqual({
      ...{ measured_published: 8, adopted_published: 5, rate_published: 0.625 },
      ...{ measured_before: 8, adopted_before: 7, rate_before: 0.875 },
      ...{ measured: 8, adopted: 5, rate: 0.625, change: 0 },
      ...{ definition: 0.125, late_data: 0.125, joiners_leavers: -0.125, transfers: 0, behaviour: -0.125 },
      ...{ joiners: 1, leavers: 1, transferred_in: 0, transferred_out: 0 },
    })
  })

  it('splits the change of each department as counted by hand', async () => {
    const { rows } = await ask(`movement?by=department&on=${on}&from=${from}`)
    const [ops, sales] = rows.map((each) => parts.map((part) => Math.round(Number(each[part]) * 1200) / 1200))
    expect(sales).toEqual([0.2, 0, 0, -0.05, -0.25])
    expect(ops).toEqual([0, 1 / 3, -1 / 3, 1 / 12, 0])
    expect(rows).toMatchObject([
      { department: 'Ops', joiners: 1, leavers: 1, transferred_in: 1, transferred_out: 0, rate: 0.75 },
      { department: 'Sales', joiners: 0, leavers: 0, transferred_in: 0, transferred_out: 1, rate: 0.5 },
    ])
    for (const each of rows) expect(parts.reduce((sum, part) => sum + Number(each[part]), 0)).toBe(each.change)
  })

  it('is about the last 28 days unless told otherwise', async () => {
    expect(await ask(`movement?by=none&on=${on}`)).toMatchObject({ from, on })
  })

  it('a date that nobody was told about was moved by people only', async () => {
    const { total } = await ask(`movement?by=none&on=${on}&from=2026-02-22`)
    expect(total).toMatchObject({ definition: 0, late_data: 0, rate_published: total?.rate_before })
  })

  it('does not say what fewer people than the floor did', async () => {
    const token = await server.tokenOf('program_manager')
    const { total } = await ask(`movement?by=none&on=${on}&from=${from}`, token)
    expect(total).toMatchObject({ change: 0, joiners_leavers: null, joiners: null, leavers: null, behaviour: -0.25 })
    const { rows } = await ask(`movement?by=department&on=${on}&from=${from}`, token)
    expect(rows.map((each) => each.suppressed)).toEqual([true, true])
  })

  it('refuses a first date that lies after the other one', async () => {
    expect((await server.ask(`/api/measures/movement?on=${from}&from=${on}`)).status).toBe(400)
  })
})

describe('restatements', () => {
  it('say when, why, before and after, newest first', async () => {
    const { rows } = z.object({ rows: z.array(row) }).parse(await server.json(`/api/restatements?period_end=${from}`))
    expect(rows.map(({ at: _, ...told }) => told)).toEqual([
      { period_end: from, why: 'program', ...counts('before', 8, 6), ...counts('after', 8, 7) },
      { period_end: from, why: 'late_data', ...counts('before', 8, 5), ...counts('after', 8, 6) },
    ])
    for (const { at } of rows) expect(Date.parse(String(at))).toBeGreaterThan(Date.now() - 600_000)
    const all = z.object({ rows: z.array(row) }).parse(await server.json('/api/restatements'))
    expect(all.rows.length).toBeGreaterThan(rows.length)
  })
})

const counts = (when: string, measured: number, adopted: number) => ({
  [`measured_${when}`]: measured,
  [`adopted_${when}`]: adopted,
})

// So many days of every week, up to the day after the last date, which is then known to be complete.
function workOf(person: string, daysAWeek: number, to = '2026-03-30'): string {
  return eachDayOfInterval({ start: parseISO('2026-01-05'), end: parseISO(to) })
    .filter((day) => getISODay(day) <= daysAWeek)
    .map((day) => `${person},Activity Logged,${format(day, 'yyyy-MM-dd')}T10:00:00Z\n`)
    .join('')
}
