import { expect, test } from 'vitest'
import { createWireHandler } from '../../collector/ingest/wire-handler.ts'
import { listen } from '../../collector/listen.ts'
import { startIngestBench } from '../support/ingest.ts'
import { quietLog } from '../support/quiet-log.ts'

test('a store that is gone is 503 with Retry-After, and a client keeps its events', async () => {
  const bench = await startIngestBench()
  const wire = createWireHandler({
    writeKeys: { find: () => ({ keyId: 'one', source: 'crm', origins: [] }) },
    sink: bench.ingest.sink,
    personKeys: bench.personKeys,
    log: quietLog,
  })
  const none = { fetch: async () => new Response(null, { status: 404 }) }
  const server = await listen(none, { host: '127.0.0.1', port: 0, wire })
  const send = () =>
    fetch(`${server.origin}/v1/track`, {
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
  await server.close()
  await bench.stop()
})
