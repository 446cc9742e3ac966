import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { collect, spawnCli } from '../support/cli.ts'
import { openRaw, postHead } from '../support/raw-http.ts'

/** Stands wherever a sender or a person may put something; the log must never hold it. */
const mark = 'zq7xk'
let dataDir: string
let server: ReturnType<typeof spawnCli>
let written: { out: string; err: string }
let url: string
let writeKey: string
let token: string

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'takehold-log-'))
  server = spawnCli(['start', '--port', '0', '--data', dataDir], { LOG_LEVEL: 'trace' })
  written = collect(server)
  while (!/Stop with/.test(written.out)) await delay(20)
  url = /Takehold runs at (\S+)/.exec(written.out)?.[1] ?? ''
  writeKey = /Write key for events: (\S+)/.exec(written.out)?.[1] ?? ''
  token = (await readFile(join(dataDir, 'secrets', 'local-token'), 'utf8')).trim()
})
afterAll(async () => {
  server.kill('SIGKILL')
  await rm(dataDir, { recursive: true, force: true })
})

const marked = {
  'User-Agent': `${mark} agent`,
  Referer: `https://crm.example/${mark}`,
  Cookie: `takehold_session=${mark}; other=${mark}`,
  'X-Forwarded-For': mark,
  'X-Request-Id': mark,
}
const post = (path: string, body: BodyInit, headers: Record<string, string> = {}) =>
  fetch(`${url}${path}?name=${mark}`, { method: 'POST', body, headers: { ...marked, ...headers } })
const byKey = () => ({ 'X-Write-Key': writeKey })
const asAdmin = () => ({ Authorization: `Bearer ${token}` })

function message(index: number, more: object = {}) {
  return {
    ...{
      type: 'track',
      userId: `${mark}-${index}@example.com`,
      event: `${mark} Updated`,
      messageId: `${mark}-${index}`,
    },
    ...{ timestamp: new Date().toISOString(), anonymousId: mark },
    properties: { object: mark, record_id: mark, account_id: mark, note: `${mark} called`, [`${mark}_key`]: mark },
    context: { ip: mark, app: { name: mark }, traits: { email: `${mark}@example.com` } },
    ...more,
  }
}

test('nothing of a body, a query, a header or a person reaches the log, whatever happens to the request', async () => {
  const good = JSON.stringify({ batch: [message(1), message(2)], context: { name: mark } })
  const statuses = [
    await post('/v1/batch', good, byKey()),
    await post('/v1/batch', good, byKey()),
    await post(
      '/v1/batch',
      JSON.stringify({ batch: [message(3, { timestamp: mark, type: mark }), mark, { [mark]: 1 }] }),
      byKey(),
    ),
    await post('/v1/track', gzipSync(JSON.stringify(message(4))), byKey()),
    await post('/v1/identify', JSON.stringify(message(5, { type: 'identify', traits: { name: mark } })), byKey()),
    await post('/v1/batch', `{"batch": ${mark}`, byKey()),
    await post('/v1/batch', `"${mark}"`, byKey()),
    await post('/v1/batch', good, { 'X-Write-Key': mark }),
    await post('/v1/batch', good, { Authorization: `Basic ${Buffer.from(`${mark}:`).toString('base64')}` }),
    await post('/v1/batch', good, { ...byKey(), 'Content-Encoding': mark }),
    await post('/v1/batch', good, { ...byKey(), 'Content-Encoding': 'gzip' }),
    await post(`/v1/${mark}`, good, byKey()),
    await fetch(`${url}/v1/projects/${mark}/settings`),
    await post(`/api/import/roster`, `person_id,name,department\n${mark},${mark} Meier,${mark}\n`, asAdmin()),
    await post(`/api/import/roster`, `${mark}\n${mark}`, asAdmin()),
    await post(`/api/import/${mark}`, mark, asAdmin()),
    await fetch(`${url}/api/people/${mark}`, { headers: { ...marked, ...asAdmin() } }),
    await fetch(`${url}/api/people?team=${mark}`, { headers: { ...marked, ...asAdmin() } }),
    await fetch(`${url}/api/measures/adoption?by=${mark}`, { headers: { ...marked, ...asAdmin() } }),
    await fetch(`${url}/api/measures/adoption?by=department&team=${mark}`, { headers: { ...marked, ...asAdmin() } }),
    await fetch(`${url}/api/status`, { headers: { ...marked, Authorization: `Bearer ${mark}` } }),
    await fetch(`${url}/sign-in?link=${mark}`, { headers: marked, redirect: 'manual' }),
    await post('/api/tokens', JSON.stringify({ role: 'person', person_id: mark }), asAdmin()),
    await post('/api/tokens', `{"role":"${mark}"`, asAdmin()),
    await fetch(`${url}/${mark}.html`, { headers: marked }),
  ].map(({ status }) => status)
  expect(new Set(statuses).size).toBeGreaterThan(4)
  const raw = await openRaw(Number(new URL(url).port))
  await raw.write(`${postHead('/v1/batch', 'Content-Length: 500')}{"batch":["${mark}`)
  raw.end()
  const stored = async () =>
    (await (await fetch(`${url}/api/sources`, { headers: asAdmin() })).text()).includes('"stored":3')
  while (!(await stored())) await delay(50)
  server.kill('SIGTERM')
  await once(server, 'close')
  expect(written.err.match(/"msg":"events taken"/g)?.length).toBeGreaterThanOrEqual(5)
  expect(written.err).toMatch(/"route":"\/api\/people\/:person_id"/)
  expect(written.err.split('\n').filter((line) => line.includes(mark))).toEqual([])
  for (const secret of [token, writeKey]) expect(written.err).not.toContain(secret)
})
