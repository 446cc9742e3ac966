import { once } from 'node:events'
import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'

/** An open port. */
export type Listener = { port: number; origin: string; close(): Promise<void> }

const finishMsMax = 10_000

/** Opens the port and serves; closing finishes the requests that are under way. */
export async function listen(
  app: { fetch(request: Request, env?: object): Promise<Response> },
  { host, port }: { host: string; port: number },
): Promise<Listener> {
  const server = createServer(getRequestListener((request, env) => app.fetch(request, env)))
  // A slow sender may not hold a connection for ever before its headers are complete.
  server.headersTimeout = 20_000
  server.requestTimeout = 0
  server.listen(port, host)
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  const name = host.includes(':') ? `[${host}]` : host
  return {
    port: address.port,
    origin: `http://${name === '0.0.0.0' || name === '[::]' ? '127.0.0.1' : name}:${address.port}`,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeIdleConnections()
      const giveUp = setTimeout(() => server.closeAllConnections(), finishMsMax)
      await closed
      clearTimeout(giveUp)
    },
  }
}
