import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { startEngine } from '../../collector/engine/start-engine.ts'
import { openStore, type Store } from '../../collector/store/open-store.ts'
import { queryRows } from '../../collector/store/query.ts'
import { flagsRoute } from '../../schema/routes/flags.ts'
import { erasureReport } from '../../schema/routes/operations.ts'
import { runCli } from '../support/cli.ts'
import { quietLog } from '../support/quiet-log.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { importTwoDepartments, lastDay } from '../support/two-departments.ts'

const person = { id: 'pat-77', alias: 'pq-legacy', name: 'Patricia Muster-Quill', email: 'Pat.Quill@example.org' }
const texts = Object.values(person)

let server: TestServer
let writeKey: string | undefined
let untouched: unknown
beforeAll(async () => {
  server = await startTestServer()
  writeKey = server.writeKey
  await importTwoDepartments(server)
  await server.importText('records', `${recordColumns}\nopportunity,o-9,a-2,2025-09-01T08:00:00Z,2025-12-05,,\n`)
  untouched = await measures()
  await seedPerson()
}, 180_000)
afterAll(() => server.stop())

const recordColumns = 'object,record_id,account_id,updated_at,field.close_date,owner_id,editor_id'
const post = (path: string, body: object) => server.json(path, { method: 'POST', body: JSON.stringify(body) })
const erase = async (id: string) => erasureReport.parse(await post('/api/erase', { person_id: id }))
const send = async (batch: object[]) =>
  z.object({ accepted: z.int(), duplicates: z.int(), dead_lettered: z.int() }).parse(
    await server.json('/v1/batch', {
      ...{ method: 'POST', token: null },
      body: JSON.stringify({ writeKey, batch }),
    }),
  )

const track = (messageId: string, userId: string, timestamp: string) => ({
  ...{ type: 'track', event: 'Activity Logged', messageId, userId, timestamp },
})
// What they do ends in a placeholder, so that each has a flag.
const properties = { changes: [{ field: 'stage', from: 'missing', to: 'placeholder' }] }
const wired = [1, 2, 3].map((day) => ({
  ...track(`pat-77:${day}`, person.alias, `2025-11-0${day + 2}T11:00:00Z`),
  properties,
}))

const counted = z.object({ total: z.unknown(), rows: z.array(z.unknown()) })

async function measures(): Promise<unknown> {
  const questions = [
    'adoption',
    'adoption?by=department',
    'completeness',
    'completeness?by=object',
    'completeness?by=owner',
    'represented',
  ]
  const asked = questions.map((question) => `${question}${question.includes('?') ? '&' : '?'}on=${lastDay}`)
  return Promise.all(asked.map(async (each) => counted.parse(await server.json(`/api/measures/${each}`))))
}

/** The person everywhere, as user, manager, further id, owner, editor, in dead letters, audit, tokens and program. */
async function seedPerson(): Promise<void> {
  const roster = 'person_id,name,email,department,team,role,manager_id,valid_from,aliases'
  await server.importText(
    'roster',
    [
      roster,
      `${person.id},${person.name},${person.email},Sales,sales team,member,,2025-08-04,${person.alias}`,
      `sales-1,,,Sales,sales team,member,${person.id},2025-08-04,`,
      `sales-2,,,Sales,sales team,member,${person.alias},2025-08-04,`,
      `sales-3,,,Sales,sales team,member,${person.id},soon,`,
    ].join('\n'),
  )
  const days = Array.from({ length: 40 }, (_, day) => new Date(Date.UTC(2025, 9, 1 + day)).toISOString().slice(0, 10))
  const events = days.flatMap((day) => [
    `${person.id},Activity Logged,${day}T09:00:00Z`,
    `${person.id},Opportunity Updated,${day}T10:00:00Z`,
  ])
  const file = ['person_id,event,occurred_at', ...events, `${person.alias},Activity Logged,`].join('\n')
  await server.json(`/api/import/events?file=${person.id}.csv`, { method: 'POST', body: file })
  const soon = track('m-soon', person.alias, 'soon')
  expect(await send([...wired, soon])).toMatchObject({ accepted: 4, dead_lettered: 1 })
  // What was told of a day with the person in it is kept when the leave restates it.
  await server.json('/api/measures/adoption?on=2025-11-02')
  await server.importText('leave', `person_id,from,to\n${person.id},2025-08-18,2025-09-19\n`)
  await server.importText('training', `person_id,course,completed_on\n${person.alias},basics,2025-08-12\n`)
  const answer = `${person.alias},2025-09-02T08:00:00Z,How is it?,2,too slow`
  await server.importText('feedback', `person_id,at,question,score,reason\n${answer}\n`)
  const update = `opportunity,o-9,a-2,2025-09-02T08:00:00Z,2025-12-05,${person.id},${person.alias}`
  await server.importText('records', `${recordColumns}\n${update}\n`)
  const { text } = z.object({ text: z.string() }).parse(await server.json('/api/program'))
  const named = text.replace('name: Everyone,', `name: Everyone, owner: ${person.id},`)
  expect(named).not.toBe(text)
  await server.json('/api/program', { method: 'PUT', body: `# led by ${person.name}\n${named}` })
  await server.tokenOf('lead', person.id)
  await post('/api/link', { role: 'person', person_id: person.alias })
  await server.json(`/api/people/${person.id}`)
  await server.json(`/api/people?manager=${person.id}`)
  await server.json(`/api/people?q=${encodeURIComponent(person.name)}`)
  const { rows } = flagsRoute.answer.parse(await server.json('/api/flags?from=2025-11-01&to=2025-11-30'))
  const ids = rows.filter(({ person_id }) => person_id === person.id).map(({ flag_id }) => flag_id)
  expect(ids.length).toBe(3)
  await post('/api/flags/dismiss', { ids, reason: `Agreed with ${person.name}` })
}

let key: string

it('asks before it erases, and knows whom', async () => {
  const run = (...args: string[]) => runCli(['erase', ...args, '--url', server.url, '--token', server.adminToken])
  expect(await run(person.id)).toMatchObject({ code: 2, err: expect.stringMatching(/Nothing was erased.*--yes/) })
  expect((await run('nobody-1', '--yes')).err).toMatch(/No row and no file names nobody-1/)
  expect((await run(person.alias, '--yes')).err).toMatch(/belongs to pat-77/)
  expect(await server.json(`/api/people/${person.id}`)).toMatchObject({ row: { name: person.name } })
  const lead = await server.tokenOf('lead', 'sales-1')
  const body = JSON.stringify({ person_id: person.id })
  expect((await server.ask('/api/erase', { method: 'POST', body, token: lead })).status).toBe(403)
})

it('takes the person out of every table and answers how much that was', async () => {
  const lead = await server.tokenOf('lead', person.id)
  const report = await erase(person.id)
  expect(report).toMatchObject({ found: 0, left: [], same_text: [], not_touched: [] })
  expect(report.files_checked).toBeGreaterThan(3)
  expect(report.spool_records).toBeGreaterThan(0)
  // 80 from the file, 3 from the wire; what the person is derived into is as much a trace.
  expect(report.tables).toMatchObject({ events: 83, event_ids: 83, dead_letters: 3, roster: 3 })
  const none = Object.entries(report.tables).filter(([, rows]) => rows === 0)
  expect(none).toEqual([])
  expect(Object.keys(report.tables).sort()).toEqual(erasedTables)
  key = report.person_key
  expect((await server.ask('/api/session', { token: lead })).status).toBe(401)
}, 120_000)

const erasedTables = [
  ...[
    'action_flags',
    'alias_map',
    'audit',
    'course_completions',
    'dead_letters',
    'event_ids',
    'events',
    'feedback_answers',
  ],
  ...[
    'flag_dismissals',
    'identities',
    'imports',
    'leave',
    'leave_shields',
    'person_months',
    'person_segments',
    'person_state',
  ],
  ...['program_phases', 'program_versions', 'published_states', 'record_spans', 'record_versions', 'roster', 'tokens'],
]

it('leaves the numbers of all others as if the person had never been', async () => {
  expect(await measures()).toEqual(untouched)
  expect(await post('/api/verify', {})).toEqual({ same: true, differences: [] })
  expect(await server.json('/api/program')).toMatchObject({ text: expect.not.stringContaining(person.id) })
})

it('keeps out what was received before: sent again, and loaded again from the spool', async () => {
  expect(await send(wired)).toMatchObject({ accepted: 3, duplicates: 3 })
  const replayed = await post('/api/replay', {})
  expect(replayed).toMatchObject({ next: expect.stringMatching(/verify/) })
  expect(replayed).not.toMatchObject({ records: 0 })
  expect(await measures()).toEqual(untouched)
  expect(await server.json('/api/sources')).toMatchObject({ unmatched_people: [] })
})

it('leaves nothing in any table nor in any file', async () => {
  await server.halt()
  const engine = await startEngine({ dataDir: server.dataDir, log: quietLog, grants: [] })
  const store = openStore(engine.connection(), { log: quietLog })
  let kept = ''
  try {
    expect(await tablesWith(store, [...texts, key])).toEqual(['erasures.person_key'])
    const [row] = await queryRows(
      store.writer,
      `SELECT toString(uuid) AS uuid FROM system.tables WHERE name = 'erasures'`,
    )
    kept = String(row?.uuid)
  } finally {
    await store.close()
    await engine.stop()
  }
  // The key alone is kept, in the one table that keeps rows from coming back.
  expect(kept).toMatch(/^[0-9a-f-]{36}$/)
  expect((await filesWith([...texts, key])).filter((path) => !path.includes(kept))).toEqual([])
  server = await startTestServer({ dataDir: server.dataDir })
})

async function tablesWith({ writer }: Store, wanted: string[]): Promise<string[]> {
  const columns = z.array(z.object({ table: z.string(), name: z.string() })).parse(
    await queryRows(
      writer,
      `SELECT table, name FROM system.columns WHERE database = currentDatabase() AND type LIKE '%String%'
         AND table IN (SELECT name FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree')`,
    ),
  )
  expect(columns.length).toBeGreaterThan(100)
  const found: string[] = []
  for (const { table, name } of columns) {
    const sql = `SELECT count() AS rows FROM ${table} WHERE multiSearchAnyCaseInsensitive(toString(${name}), {wanted:Array(String)})`
    const [row] = await queryRows(writer, sql, { wanted })
    if (Number(row?.rows) > 0) found.push(`${table}.${name}`)
  }
  return found
}

async function filesWith(wanted: string[]): Promise<string[]> {
  const needles = wanted.map((text) => text.toLowerCase())
  const entries = await readdir(server.dataDir, { recursive: true, withFileTypes: true })
  const found: string[] = []
  for (const entry of entries.filter((each) => each.isFile())) {
    const path = join(entry.parentPath, entry.name)
    const content = (await readFile(path)).toString('latin1').toLowerCase()
    if (needles.some((needle) => content.includes(needle))) found.push(relative(server.dataDir, path))
  }
  return found
}

it('starts as if nothing had been, and what comes after is a new person without a name', async () => {
  expect(await post('/api/verify', {})).toEqual({ same: true, differences: [] })
  expect(await send([track('fresh-1', person.id, `${lastDay}T11:00:00Z`)])).toMatchObject({
    accepted: 1,
    duplicates: 0,
  })
  expect(await server.json('/api/sources')).toMatchObject({ unmatched_people: [{ person_id: person.id, events: 1 }] })
  expect(await measures()).toEqual(untouched)
})

it('says in words where the person is left, and exits with 1', async () => {
  await post('/api/backup', { directory: join(server.dataDir, 'backups', 'monday') })
  await writeFile(join(server.dataDir, 'list.csv'), `id\n${person.id}\n`)
  const other = track('other-1', 'sales-1', `${lastDay}T12:00:00Z`)
  await send([{ ...other, properties: { object: 'user', record_id: person.id } }])
  const { code, out } = await eraseByCommand()
  expect(out).toMatch(/^NOT erased everywhere: 1 rows or files hold the person still\.\nplace +rows\nlist\.csv +1\n/)
  expect(out).toMatch(/The same text names something else, or so it seems, in events\.record_id \(1\)/)
  expect(out).toMatch(/Not touched, and holding the person still: backups\/monday/)
  expect(code).toBe(1)
}, 120_000)

it('is done again for what is left, with a certificate that names nobody', async () => {
  await rm(join(server.dataDir, 'list.csv'))
  await send([track('fresh-2', person.id, `${lastDay}T13:00:00Z`)])
  // Stored before the erasure begins: what still waits then never reaches the store.
  await post('/api/verify', {})
  const { code, out } = await eraseByCommand()
  expect(out).toMatch(new RegExp(`^The person with the key ${key} was erased at `))
  expect(out).toMatch(/events +1\n/)
  expect(out).toMatch(/nothing is left/)
  expect(out).not.toContain(person.id)
  expect(code).toBe(0)
}, 120_000)

const eraseByCommand = () => runCli(['erase', person.id, '--yes', '--url', server.url, '--token', server.adminToken])
