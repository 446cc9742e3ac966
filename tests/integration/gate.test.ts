import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { connectionFromUrl } from '../../collector/store/connection-from-url.ts'
import { openStore } from '../../collector/store/open-store.ts'
import { command, queryRows } from '../../collector/store/query.ts'
import { startPlainServer } from '../support/plain-server.ts'
import { quietLog } from '../support/quiet-log.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { rosterOf } from '../support/small-organisation.ts'

const on = '2026-03-27'
let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  await server.json('/api/program', {
    method: 'PUT',
    body: `organisation: Acme
targets: { adoption: 0.5 }
phases:
  - { id: one, name: First, go_live: 2025-01-06, target_date: 2026-06-30, scope: { departments: [Sales, Legal] } }
  - { id: two, name: Second, go_live: 2025-06-02, scope: { departments: [Ops, HR] } }
`,
  })
  await server.importText('roster', rosterOf({ Sales: 20, Legal: 3, Ops: 7, HR: 11 }))
})
afterAll(() => server.stop())

const answer = z.object({
  on: z.string().optional(),
  rows: z.array(z.record(z.string(), z.unknown())),
  total: z.record(z.string(), z.unknown()).nullable(),
  suppressed: z.boolean().optional(),
})

async function ask(role: 'admin' | 'program_manager' | 'sponsor' | 'steward', path: string) {
  const token = tokens.get(role) ?? (await server.tokenOf(role))
  tokens.set(role, token)
  return answer.parse(await server.json(`/api/measures/${path}${path.includes('?') ? '&' : '?'}on=${on}`, { token }))
}

const tokens = new Map<string, string>()
const hiddenOf = (rows: Record<string, unknown>[], name: string) =>
  rows.filter((row) => row.suppressed === true).map((row) => row[name])

describe('small groups', () => {
  it('are hidden with the smallest other, so that they do not follow from the total', async () => {
    const { rows, total } = await ask('program_manager', 'adoption?by=department')
    expect(hiddenOf(rows, 'department')).toEqual(['Legal', 'Ops'])
    expect(rows.find((row) => row.department === 'Legal')).toEqual({ department: 'Legal', suppressed: true })
    expect(total).toMatchObject({ measured: 41 })
  })

  it('are larger for sponsors', async () => {
    const { rows } = await ask('sponsor', 'adoption?by=department')
    expect(hiddenOf(rows, 'department')).toEqual(['Legal', 'Ops'])
    const byTeam = await ask('sponsor', 'adoption?by=team')
    expect(hiddenOf(byTeam.rows, 'team')).toEqual(['Legal team', 'Ops team'])
  })

  it('are shown to the admin, who sees the names', async () => {
    const { rows } = await ask('admin', 'adoption?by=department')
    expect(hiddenOf(rows, 'department')).toEqual([])
  })

  it('cannot be had by filters either', async () => {
    for (const filter of ['department=Legal', 'department=Ops', 'department=Sales&department=Legal', 'team=Ops team']) {
      const { total, suppressed } = await ask('program_manager', `adoption?${filter}`)
      expect([filter, total, suppressed]).toEqual([filter, null, true])
    }
    expect((await ask('program_manager', 'adoption?department=Sales')).total).toMatchObject({ measured: 20 })
    // 20 of the 23 people of the first phase are in Sales: the other three would follow.
    const phases = await ask('program_manager', 'adoption?by=phase')
    expect(hiddenOf(phases.rows, 'phase')).toEqual(['one', 'two'])
  })

  it('leave no trace in the figures over all departments', async () => {
    const { total } = await ask('program_manager', 'coverage')
    expect(total).toMatchObject({ mean: null, weighted_mean: null, worst: null, people_gap: null, departments: 4 })
    expect((await ask('admin', 'coverage')).total).toMatchObject({ worst: expect.any(String) })
  })

  it('are hidden at every point of a series and in every file', async () => {
    const { rows } = await ask('program_manager', 'adoption_trend?by=department&from=2026-02-01&to=2026-03-22')
    const periods = new Set(rows.map((row) => row.period))
    expect(hiddenOf(rows, 'department').length).toBe(2 * periods.size)
    const token = tokens.get('program_manager') ?? ''
    const csv = await (await server.ask(`/api/measures/adoption?by=department&on=${on}&format=csv`, { token })).text()
    expect(csv).toMatch(/^Legal,,+true\r$/m)
  })
})

describe('a sponsor', () => {
  it('moves in whole weeks', async () => {
    expect((await ask('sponsor', 'adoption')).on).toBe('2026-03-22')
    const token = tokens.get('sponsor') ?? ''
    expect((await server.ask('/api/measures/adoption_trend?grain=month', { token })).status).toBe(400)
  })

  it('cannot split by owner, as no role without names can', async () => {
    for (const role of ['sponsor', 'program_manager', 'steward'] as const) {
      const token = tokens.get(role) ?? (await server.tokenOf(role))
      expect((await server.ask('/api/measures/completeness?by=owner', { token })).status).toBe(403)
    }
  })
})

describe('phases', () => {
  it('show nothing of a group that is hidden', async () => {
    const token = tokens.get('program_manager') ?? (await server.tokenOf('program_manager'))
    const shape = z.object({ rows: z.array(z.record(z.string(), z.unknown())) })
    const { rows } = shape.parse(await server.json(`/api/phases?on=${on}`, { token }))
    expect(rows).toMatchObject([
      { phase: 'one', suppressed: true, measured: null, adopted: null, owner_name: null },
      { phase: 'two', suppressed: true, measured: null },
    ])
    expect(shape.parse(await server.json(`/api/phases?on=${on}`)).rows).toMatchObject([
      { measured: 23 },
      { measured: 18 },
    ])
  })

  it('have a report', async () => {
    const report = await server.json(`/api/phases/two/report?on=${on}`)
    expect(report).toMatchObject({
      phase: { phase: 'two', measured: 18, days_left: null },
      earlier: [{ phase: 'one' }],
      departments: [
        { department: 'HR', measured: 11 },
        { department: 'Ops', measured: 7 },
      ],
    })
  })
})

describe('every look at names', () => {
  it('leaves a line in the chain, refused ones too, and a changed line is found', async () => {
    const plain = await startPlainServer(server.dataDir)
    const store = openStore(connectionFromUrl(plain.url), { log: quietLog })
    const watched = await startTestServer({ clickhouseUrl: plain.url })
    try {
      await watched.importText('roster', rosterOf({ Sales: 3 }))
      await watched.importText(
        'records',
        'object,record_id,updated_at,owner_id\ndeal,d1,2025-02-03T08:00:00Z,Sales-1\n',
      )
      const sponsor = await watched.tokenOf('sponsor')
      await watched.json('/api/people')
      await watched.json('/api/people/Sales-1')
      await watched.ask('/api/people', { token: sponsor })
      await watched.ask('/api/people?format=csv')
      await watched.json('/api/records?measure=orphaned')
      await watched.ask('/api/records', { token: sponsor })
      const actions = await queryRows(
        store.writer,
        'SELECT action, length(subject_keys) AS shown FROM audit ORDER BY seq',
      )
      expect(actions).toEqual([
        { action: 'view_people', shown: 3 },
        { action: 'view_person', shown: 1 },
        { action: 'refused', shown: 0 },
        { action: 'export', shown: 3 },
        { action: 'view_records', shown: 1 },
        { action: 'refused', shown: 0 },
      ])
      expect(await watched.json('/api/verify', { method: 'POST' })).toEqual({ same: true, differences: [] })
      await command(
        store.writer,
        `ALTER TABLE audit UPDATE actor = 'somebody else' WHERE seq = 2 SETTINGS mutations_sync = 1`,
      )
      expect(await watched.json('/api/verify', { method: 'POST' })).toMatchObject({
        same: false,
        differences: ['audit: the chain is broken at line 2'],
      })
    } finally {
      await watched.stop()
      await store.close()
      await plain.stop()
    }
  })
})
