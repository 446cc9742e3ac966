import { gzipSync } from 'node:zlib'
import type { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createImportRoutes } from '../../collector/ingest/import-routes.ts'
import { Problem } from '../../collector/problem.ts'
import { importLine, importReport } from '../../schema/datasets/import-report.ts'
import { type IngestBench, startIngestBench } from '../support/ingest.ts'

let bench: IngestBench
let app: Hono
beforeAll(async () => {
  bench = await startIngestBench()
  app = createImportRoutes({ ingest: bench.ingest, actorOf: () => 'tk_1' })
  app.onError((error) => {
    if (error instanceof Problem) return error.response()
    throw error
  })
})
afterAll(() => bench?.stop())

const header = 'message_id,person_id,event,occurred_at\n'
const line = (id: string) => `${id},p-1,Record Updated,2026-03-02T09:00:00Z\n`
const send = (path: string, body: BodyInit = `${header}${line('x')}`) => app.request(path, { method: 'POST', body })
const listed = async () =>
  z.object({ rows: z.array(importLine) }).parse(await (await app.request('/api/imports')).json()).rows

describe('import, list, undo over HTTP', () => {
  test('answer reports of one shape; only the name of the file is kept', async () => {
    const answer = await send(
      '/api/import/events?source=crm&file=C%3A%5Chr%5Ce.csv.gz',
      gzipSync(`${header}${line('a')}bad\n`),
    )
    expect(answer.status).toBe(200)
    const report = importReport.parse(await answer.json())
    expect(report).toMatchObject({ accepted: 1, rejected: 1, source: 'crm', file: 'e.csv.gz' })
    const [newest] = await listed()
    expect(newest).toMatchObject({ id: report.import_id, actor: 'tk_1', rejected: 1, undone_at: null })
    expect(newest?.finished_at).toMatch(/^\d{4}-.*Z$/)
    const undone = await app.request(`/api/imports/${report.import_id}`, { method: 'DELETE' })
    expect(undone.status).toBe(200)
    expect((await listed())[0]?.undone_at).toMatch(/Z$/)
  })

  test('a mapping comes as JSON in the address; a dry run leaves no trace', async () => {
    const before = await listed()
    const map = encodeURIComponent(JSON.stringify({ columns: { person_id: 'Who' }, constants: { event: 'Signed In' } }))
    const answer = await send(
      `/api/import/events?dry_run=true&map=${map}`,
      'Who,occurred_at\np-1,2026-03-02T09:00:00Z\n',
    )
    expect(importReport.parse(await answer.json())).toMatchObject({ accepted: 1, import_id: '' })
    expect(await listed()).toEqual(before)
  })

  test.each([
    ['/api/import/weather', 404, 'unknown_dataset'],
    ['/api/import/events?dry_run=maybe', 400, 'bad_query'],
    ['/api/import/events?as_of=2026-01-01', 400, 'bad_query'],
    ['/api/import/roster?as_of=soon', 400, 'bad_query'],
    ['/api/import/events?map=%7B', 400, 'bad_mapping'],
    ['/api/import/roster', 422, 'wrong_columns'],
    ['/api/import/roster?map=%7B%22columns%22%3A%7B%22person_id%22%3A%22Who%22%7D%7D', 422, 'wrong_columns'],
  ])('%s is refused with %i %s', async (path, status, code) => {
    const answer = await send(path, 'first,second\n1,2\n')
    expect(answer.status).toBe(status)
    expect(await answer.json()).toMatchObject({ status, code })
  })

  test.each(['/api/imports/7', '/api/imports/x%27'])('undo of %s, which does not exist, is 404', async (path) => {
    expect((await app.request(path, { method: 'DELETE' })).status).toBe(404)
  })
})

test('an import that was cut off stays visible, and a rerun ends as one clean run', async () => {
  const ids = Array.from({ length: 12_000 }, (_, number) => `cut-${number}`)
  const text = header + ids.map(line).join('')
  async function* cutOff() {
    yield new TextEncoder().encode(text.slice(0, text.length * 0.9))
    throw new Error('the sender is gone')
  }
  await expect(bench.load('events', '', { stream: cutOff() })).rejects.toThrow('the sender is gone')
  expect((await listed())[0]).toMatchObject({ finished_at: null, accepted: 0 })
  const report = await bench.load('events', text)
  expect(report.accepted).toBe(12_000)
  expect(report.duplicates).toBeGreaterThan(0)
  expect(report.duplicates).toBeLessThan(12_000)
  const sql = "SELECT count() AS n, uniqExact(message_id) AS ids FROM events FINAL WHERE message_id LIKE 'cut-%'"
  expect(await bench.rows(sql)).toEqual([{ n: 12_000, ids: 12_000 }])
})

test('a large file is pulled no faster than it is stored', async () => {
  let ahead = 0
  async function* large() {
    yield new TextEncoder().encode(header)
    for (let part = 0; part < 60; part++) {
      ahead = part
      yield new TextEncoder().encode(Array.from({ length: 1_000 }, (_, n) => line(`big-${part}-${n}`)).join(''))
    }
  }
  let mostAhead = 0
  const insert = bench.ingest.importDataset({
    dataset: 'events',
    source: 'big',
    file: '-',
    actor: 'local',
    stream: large(),
  })
  const watch = async () => {
    const [row] = await bench.rows("SELECT count() AS n FROM events WHERE source = 'big'")
    mostAhead = Math.max(mostAhead, ahead - Number(row?.n) / 1_000)
    return Number(row?.n)
  }
  while ((await watch()) < 60_000) await new Promise((resolve) => setImmediate(resolve))
  expect((await insert).accepted).toBe(60_000)
  // Two chunks of 5,000 rows and what is read at once from the beginning of a body.
  expect(mostAhead).toBeLessThan(25)
})
