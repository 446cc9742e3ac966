import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'

// What ingest is measured beside: the same web framework, doing nothing but parsing the body.
const app = new Hono()
app.post('/v1/batch', async (context) => {
  const { batch } = await context.req.json()
  return context.json({ success: true, accepted: batch.length })
})

const server = createServer(getRequestListener(app.fetch))
server.listen(0, '127.0.0.1', () => process.stdout.write(`http://127.0.0.1:${server.address().port}\n`))
