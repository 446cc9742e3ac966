import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../support/server.ts'
import { importTwoDepartments } from '../support/two-departments.ts'

const questions = [
  '/api/status',
  '/api/measures/adoption?by=department',
  '/api/measures/completeness?by=object',
  '/api/people',
  '/api/phases',
  '/api/sources',
  '/api/imports',
  '/readyz',
]

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
  await importTwoDepartments(server)
})
afterAll(() => server?.stop())

test('while the store is down every route says so in words and when to come back, then answers as before', async () => {
  const before = await askAll()
  const seen = new Map<string, Response>()
  while (seen.size < questions.length) {
    keepDown()
    const answers = await Promise.all(questions.map(async (path) => ({ path, answer: await server.ask(path) })))
    for (const { path, answer } of answers) {
      expect([path, answer.status]).toEqual([path, answer.status === 503 ? 503 : 200])
      if (answer.status === 503) seen.set(path, answer)
    }
  }
  for (const [path, answer] of seen) {
    expect([path, Number(answer.headers.get('Retry-After')) > 0]).toEqual([path, true])
    if (path === '/readyz') expect(await answer.json()).toEqual({ state: 'restarting' })
    else expect(await answer.json()).toMatchObject({ status: 503, code: 'store_restarting', title: expect.any(String) })
  }
  expect((await server.ask('/healthz')).status).toBe(200)
  while ((await server.ask('/readyz')).status !== 200) await delay(20)
  expect(await askAll()).toEqual(before)
})

// An engine that came back is killed once more, until every route has been asked without one.
function keepDown(): void {
  const pid = server.enginePid()
  if (pid !== undefined) process.kill(pid, 'SIGKILL')
}

// The age of the newest event goes on meanwhile; nothing else may differ.
async function askAll(): Promise<unknown> {
  const answers: unknown[] = []
  for (const path of questions) answers.push(await server.json(path))
  return JSON.parse(JSON.stringify(answers), (name, value: unknown) => (name === 'lag_s' ? null : value))
}
