import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { startTestServer, type TestServer } from '../support/server.ts'
import { rosterOf } from '../support/small-organisation.ts'

const program = `organisation: Acme
targets: { adoption: 0.7, completeness: 0.75, represented: 0.6 }
departments:
  Sales: { targets: { completeness: 0.9 } }
  Ops: { targets: { represented: 0.5 } }
objects: { deal: { fields: { amount: { format: number, critical: true } } } }
`
const on = '2026-03-27'
const weekEnds = ['2026-03-01', '2026-03-08', '2026-03-15', '2026-03-22', '2026-03-29']

const answer = z.object({
  rows: z.array(z.record(z.string(), z.unknown())),
  total: z.record(z.string(), z.unknown()).nullable(),
  skipped: z.array(z.string()),
})

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  await server.json('/api/program', { method: 'PUT', body: program })
})
afterAll(() => server.stop())

const ask = async (path: string, token?: string) =>
  answer.parse(await server.json(`/api/measures/${path}`, token === undefined ? {} : { token }))

const nobody = { eligible: 0, measured: 0, adopted: 0, not_measured: 0, rate: null, target: null, people_gap: null }
const noRecords = { records: 0, complete: 0, rate: null, mean_score: null, owners: 0, target: null, gap: null }

describe('where nothing is counted', () => {
  it.each([
    ['adoption', nobody],
    ['completeness', noRecords],
    ['represented', { universe: null, in_crm: null, represented: null, rate: null }],
  ])('%s is one row of zeros, for every viewer', async (name, zeros) => {
    for (const token of [undefined, await server.tokenOf('program_manager')]) {
      const { rows, total, skipped } = await ask(`${name}?by=none&on=${on}&compare=28d`, token)
      expect(rows).toMatchObject([zeros])
      expect(total).toEqual(rows[0])
      expect(skipped).toEqual([])
    }
  })

  it('a series has a row for every period that has begun', async () => {
    for (const token of [undefined, await server.tokenOf('program_manager')]) {
      const { rows, total } = await ask(`adoption_trend?by=none&from=2026-03-01&to=${on}`, token)
      expect(rows).toMatchObject(weekEnds.map((period) => ({ ...nobody, period, partial: false })))
      expect(total).toEqual(rows.at(-1))
    }
    const months = await ask('adoption_trend?by=none&grain=month&from=2026-01-15&to=2026-03-02')
    expect(months.rows.map((row) => row.period)).toEqual(['2026-01-31', '2026-02-28', '2026-03-31'])
    expect((await ask('adoption_trend?by=none&from=2099-01-01&to=2099-02-01')).rows).toEqual([])
  })
})

describe('with people, records and accounts', () => {
  beforeAll(async () => {
    await server.importText('roster', rosterOf({ Sales: 6, Ops: 6 }))
    await server.importText('records', records())
    await server.importText('accounts', accounts())
    const days = ['2025-12-10', '2026-01-05'].map((day) => `Sales-0,Signed In,${day}T08:00:00Z`)
    await server.importText('events', ['person_id,event,occurred_at', ...days].join('\n'))
  })

  it('completeness is held against the target of the organisation, a department against its own first', async () => {
    expect((await ask(`completeness?on=${on}`)).total).toMatchObject({ records: 10, complete: 7, target: 0.75, gap: 1 })
    expect((await ask(`completeness?by=department&on=${on}`)).rows).toMatchObject([
      { department: 'Ops', records: 3, complete: 2, target: 0.75, gap: 1 },
      { department: 'Sales', records: 7, complete: 5, target: 0.9, gap: 2 },
    ])
    expect((await ask(`completeness?by=object&on=${on}`)).rows).toMatchObject([{ target: null, gap: null }])
  })

  it('represented accounts likewise', async () => {
    const whole = { universe: 8, represented: 3, target: 0.6, gap: 2 }
    expect((await ask(`represented?on=${on}`)).total).toMatchObject(whole)
    expect((await ask(`represented?by=department&on=${on}`)).rows).toMatchObject([
      { department: 'Ops', universe: 3, represented: 1, target: 0.5, gap: 1 },
      { department: 'Sales', universe: 5, represented: 2, target: 0.6, gap: 1 },
    ])
    expect((await ask(`represented?by=tier&on=${on}`)).rows).toMatchObject([{ target: null, gap: null }])
  })

  it('a group without anybody has a row of zeros in every week, and weeks without a snapshot have none', async () => {
    const { rows } = await ask('adoption_trend?by=none&from=2025-12-20&to=2026-03-29&department=Nowhere')
    const ends = ['2025-12-21', '2025-12-28', '2026-01-04', '2026-01-11']
    expect(rows).toMatchObject(ends.map((period, index) => ({ ...nobody, period, partial: index === 3 })))
    expect((await ask('adoption_trend?by=none&from=2020-01-01&to=2020-02-01')).rows).toEqual([])
  })
})

function records(): string {
  const deal = (id: string, owner: string, amount: string) => `deal,${id},2026-01-05T08:00:00Z,${owner},,${amount}`
  const account = (id: string, owner: string) => `account,${id},2026-01-05T08:00:00Z,${owner},${id},`
  return [
    'object,record_id,updated_at,owner_id,account_id,field.amount',
    ...['1', '2', '3', '4', '5', '', ''].map((amount, index) => deal(`s${index}`, `Sales-${index % 6}`, amount)),
    ...['1', '2', ''].map((amount, index) => deal(`o${index}`, `Ops-${index}`, amount)),
    account('a0', 'Sales-1'),
    account('a1', 'Sales-2'),
    account('b0', 'Ops-1'),
  ].join('\n')
}

function accounts(): string {
  const line = (id: string, department: string) => `${id},Account ${id},A,${department}`
  const sales = ['a0', 'a1', 'a2', 'a3', 'a4'].map((id) => line(id, 'Sales'))
  return ['account_id,name,tier,department', ...sales, ...['b0', 'b1', 'b2'].map((id) => line(id, 'Ops'))].join('\n')
}
