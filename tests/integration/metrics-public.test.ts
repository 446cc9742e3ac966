import { expect, test } from 'vitest'
import { startTestServer } from '../support/server.ts'

test.each([
  [false, 404],
  [true, 200],
])('with METRICS_PUBLIC %s another machine is answered %i, this one always', async (metricsPublic, status) => {
  const server = await startTestServer({ trustProxy: true, metricsPublic })
  const ask = (headers: Record<string, string>) => fetch(`${server.url}/metrics`, { headers })
  expect((await ask({ 'X-Forwarded-For': '10.1.2.3' })).status).toBe(status)
  expect((await ask({})).status).toBe(200)
  await server.stop()
})
