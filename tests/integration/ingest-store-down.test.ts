import { expect, test } from 'vitest'
import { createWireRoutes } from '../../collector/ingest/wire-routes.ts'
import { startIngestBench } from '../support/ingest.ts'
import { quietLog } from '../support/quiet-log.ts'

test('a store that is gone is 503 with Retry-After, and a client keeps its events', async () => {
  const bench = await startIngestBench()
  const app = createWireRoutes({
    writeKeys: { find: () => ({ keyId: 'one', source: 'crm', origins: [] }) },
    sink: bench.ingest.sink,
    personKeys: bench.personKeys,
    log: quietLog,
  })
  const send = () =>
    app.request('/v1/track', {
      method: 'POST',
      headers: { 'X-Write-Key': 'x' },
      body: JSON.stringify({ userId: 'u', event: 'Record Updated', messageId: 'm-1' }),
    })
  expect((await send()).status).toBe(200)
  await bench.running.halt()
  const answer = await send()
  expect(answer.status).toBe(503)
  expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThan(0)
  expect(await answer.json()).toMatchObject({ success: false, code: 'unavailable' })
  await bench.stop()
})
