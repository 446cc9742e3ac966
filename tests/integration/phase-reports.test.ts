import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eachDayOfInterval, format, getISODay, parseISO } from 'date-fns'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishedReport, publishedReportWithBody } from '../../schema/routes/phase-reports.ts'
import { phaseReport } from '../../schema/routes/phases.ts'
import { runCli } from '../support/cli.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

const [goLive, on] = ['2026-01-05', '2026-03-29']

const programOf = ({ target = 0.5, extra = '' } = {}) => `organisation: Acme
privacy: { floor: 5, sponsor_floor: 5 }
phases:
  - { id: wave-1, name: Field sales, scope: { departments: [Sales] }, go_live: ${goLive}, target_date: 2026-06-30, targets: { adoption: ${target}, completeness: 0.9 }${extra} }
objects: { deal: { fields: { amount: { critical: true } } } }
`
const people = Array.from({ length: 12 }, (_, n) => `s${n}`)
const roster = `person_id,name,department,team,role,valid_from
${people.map((id) => `${id},Name ${id},Sales,,rep,2025-12-01`).join('\n')}
`
// The amounts of half of the deals were there before go-live.
const records = `object,record_id,updated_at,created_at,owner_id,field.amount
${people.map((id, n) => `deal,d-${id},2025-12-20T10:00:00Z,2025-12-20T10:00:00Z,${id},${n % 2 ? 10 : ''}`).join('\n')}
`

let server: TestServer
let before: number
beforeAll(async () => {
  before = Date.now()
  server = await startTestServer()
  await apply({})
  await server.importText('roster', roster)
  await server.importText('records', records)
  await server.importText('events', workOf(people.slice(0, 8)))
}, 180_000)
afterAll(() => server?.stop())

const apply = (change: Parameters<typeof programOf>[0]) =>
  server.json('/api/program', { method: 'PUT', body: programOf(change) })
const liveReport = async () => phaseReport.parse(await server.json(`/api/phases/wave-1/report?on=${on}`))
const reports = '/api/phases/wave-1/reports'

describe('a published report', () => {
  it('never changes, whatever comes later', async () => {
    const body = JSON.stringify({ on })
    const made = publishedReportWithBody.parse(await server.json(reports, { method: 'POST', body }))
    expect(made).toMatchObject({
      phase: 'wave-1',
      on,
      published_by: 'local',
      definition: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    expect(made.report.phase).toMatchObject({ measured: 12, adopted: 8 })
    const kept = await text(`${reports}/${made.report_id}`)

    await server.importText('roster', `${roster.split('\n')[0]}\nlate,Late One,Sales,,rep,2025-12-01\n`)
    await server.importText('events', workOf(people.slice(8, 10)))
    await server.json('/api/program', {
      method: 'PUT',
      body: `thresholds: { active_share: 1 }\n${programOf({ target: 0.9 })}`,
    })
    expect((await liveReport()).phase).toMatchObject({ measured: 13, adopted: 0 })
    expect(await text(`${reports}/${made.report_id}`)).toBe(kept)

    await apply({})
    const later = publishedReportWithBody.parse(await server.json(reports, { method: 'POST', body }))
    expect(later.report.phase).toMatchObject({ measured: 13, adopted: 10 })
    expect(later.program_version).toBeGreaterThan(made.program_version)
    expect(later.roster_version).toBeGreaterThan(made.roster_version)
    const listed = publishedReport.array().parse((await rowsOf(reports)) ?? [])
    expect(listed.map(({ report_id }) => report_id)).toEqual([later.report_id, made.report_id])

    server = await server.restart()
    expect(await text(`${reports}/${made.report_id}`)).toBe(kept)
  }, 240_000)

  it('is published by who leads the program, and read by who sees phases', async () => {
    const token = await server.tokenOf('sponsor')
    expect((await server.ask(reports, { method: 'POST', token })).status).toBe(403)
    expect((await server.ask(reports, { token })).status).toBe(200)
    expect((await server.ask(`${reports}/0123456789abcdef`)).status).toBe(404)
    expect((await server.ask('/api/phases/none/reports', { method: 'POST' })).status).toBe(404)
  })

  it('comes from the command line too, and goes into a file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'takehold-report-'))
    const run = (...args: string[]) =>
      runCli(['report', 'wave-1', ...args, '--url', server.url, '--token', server.adminToken])
    try {
      const published = await run('--publish', '--on', on)
      const id = /published as ([0-9a-f]{16})/.exec(published.out)?.[1] ?? ''
      expect(published).toMatchObject({ code: 0, out: expect.stringContaining(`Field sales on ${on}`) })
      const file = join(folder, 'kept.json')
      expect(await run('--published', id, '--out', file)).toMatchObject({ code: 0 })
      const { report } = publishedReportWithBody.parse(await server.json(`${reports}/${id}`))
      expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(report)
      expect(await run('--published', id)).toMatchObject({ code: 2, err: expect.stringContaining('--out must end in') })
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }, 120_000)
})

describe('targets and baseline', () => {
  it('the target of go-live stays, and another one in the file is only proposed', async () => {
    const [first] = (await liveReport()).phase.targets
    await apply({ target: 0.6 })
    const [adoption] = (await liveReport()).phase.targets
    expect(adoption).toMatchObject({ measure: 'adoption', target: 0.5, proposed: 0.6, locked: first?.locked })
    expect(adoption?.locked).toMatchObject({ by: 'local', reason: '' })
    expect(Date.parse(adoption?.locked?.at ?? '')).toBeGreaterThanOrEqual(before - 1)
    const { rows } = await measure(`adoption?by=phase&on=${on}`)
    expect(rows).toMatchObject([{ phase: 'wave-1', target: 0.5 }])
  })

  it('a reason locks the targets anew', async () => {
    await apply({ target: 0.6, extra: ', retargeted: the board agreed' })
    const [adoption] = (await liveReport()).phase.targets
    expect(adoption).toMatchObject({ target: 0.6, proposed: null, locked: { by: 'local', reason: 'the board agreed' } })
    await apply({})
    expect((await liveReport()).phase.targets[0]).toMatchObject({ target: 0.5, proposed: null })
  })

  it('a phase that was out of the program begins anew', async () => {
    await server.json('/api/program', { method: 'PUT', body: 'organisation: Acme\n' })
    await apply({ target: 0.4 })
    expect((await liveReport()).phase.targets[0]).toMatchObject({ target: 0.4, proposed: null })
  })

  it('the baseline that a published report locked stays as it was known then', async () => {
    const targets = async () => (await liveReport()).phase.targets.find(({ measure }) => measure === 'completeness')
    expect(await targets()).toMatchObject({ baseline: 0.5, baseline_locked: { by: 'local' } })
    await server.importText('records', records.replaceAll(',\n', ',10\n'))
    expect(await targets()).toMatchObject({ value: 1, baseline: 0.5, baseline_locked: { by: 'local' } })
  })
})

it('the report says what moved adoption since somebody was measured', async () => {
  const { movement } = await liveReport()
  expect(movement).toMatchObject({ from: '2026-01-18', measured: 13, adopted: 10 })
  const { change, definition, late_data, joiners_leavers, transfers, behaviour } = movement ?? {}
  const parts = [definition, late_data, joiners_leavers, transfers, behaviour]
  expect(parts.reduce<number>((sum, part) => sum + (part ?? 0), 0)).toBe(change)
})

describe('what else a review needs', () => {
  const later = '2026-04-05'
  const reportFor = async (token: string) =>
    phaseReport.parse(await server.json(`/api/phases/wave-1/report?on=${later}`, { token }))

  it('is whom training reached, the quality of records, and the actions carried over; hidden where people are few', async () => {
    const trained = people.slice(0, 6).map((id) => `${id},basics,2026-02-02`)
    await server.importText('training', `person_id,course,completed_on\n${trained.join('\n')}\n`)
    const extra = `, agreed_actions: [
      { action: New one, agreed_on: 2026-04-01 },
      { action: Shorten the form, by: Sales, agreed_on: 2026-02-01, due: 2026-03-20 } ]`
    await server.json('/api/program', { method: 'PUT', body: programOf({ extra }).replace('floor: 5', 'floor: 14') })
    const { training, quality, actions, curve } = await reportFor(server.adminToken)
    expect(training).toHaveLength(1)
    expect(training[0]).toMatchObject({ course: 'basics', measured: 13, trained: 6, followed_4w: 6, adopted_4w: 6 })
    expect(quality.map(({ basis, records, complete, rate }) => [basis, records, complete, rate])).toEqual([
      ['stock', 12, 12, 1],
      ['first_pass', 0, 0, null],
    ])
    expect(actions).toEqual({
      review_on: on,
      rows: [
        expect.objectContaining({ action: 'Shorten the form', by: 'Sales', state: 'overdue', carried_over: true }),
        expect.objectContaining({ action: 'New one', by: '', due: null, state: 'open', carried_over: false }),
      ],
    })
    expect(curve.every(({ definition }) => /^[0-9a-f]{64}$/.test(definition ?? ''))).toBe(true)
    const guarded = await reportFor(await server.tokenOf('program_manager'))
    expect(guarded.training).toEqual([{ course: 'basics', suppressed: true }])
    expect(guarded.quality[0]).toMatchObject({ basis: 'stock', records: null, rate: null, suppressed: true })
  }, 120_000)
})

async function text(path: string): Promise<string> {
  return (await server.ask(path)).text()
}

async function measure(path: string): Promise<{ rows: unknown[] }> {
  return { rows: await rowsOf(`/api/measures/${path}`) }
}

async function rowsOf(path: string): Promise<unknown[]> {
  const answer = await server.json(path)
  return typeof answer === 'object' && answer !== null && 'rows' in answer && Array.isArray(answer.rows)
    ? answer.rows
    : []
}

// Mondays and Tuesdays of the quarter, and the day after the last date, which is then known to be complete.
function workOf(who: readonly string[]): string {
  const days = eachDayOfInterval({ start: parseISO(goLive), end: parseISO('2026-03-30') })
    .filter((day) => getISODay(day) <= 2)
    .map((day) => format(day, 'yyyy-MM-dd'))
  const lines = who.flatMap((id) => days.map((day) => `${id},Activity Logged,${day}T10:00:00Z`))
  return `person_id,event,occurred_at\n${lines.join('\n')}\n`
}
