import { once } from 'node:events'
import { createServer } from 'node:http'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { getRequestListener } from '@hono/node-server'
import { type ConnectionLimits, usualConnectionLimits, watchConnections } from './connections.ts'
import type { WireHandler } from './ingest/wire-handler.ts'

/** An open port. */
export type Listener = {
  port: number
  origin: string
  /** Open connections. */
  connections(): number
  close(): Promise<void>
}

export type ListenOptions = {
  host: string
  port: number
  /** The door for events; it is asked before the application. */
  wire?: WireHandler
  limits?: ConnectionLimits
}

const finishMsMax = 10_000
const headersMsMax = 15_000
// Longer than a proxy or an SDK keeps a connection it does not use, so that it is they who close it.
const keepAliveMs = 75_000

/** Opens the port and serves; closing finishes the requests that are under way. */
export async function listen(
  app: { fetch(request: Request, env?: object): Promise<Response> },
  { host, port, wire, limits = usualConnectionLimits() }: ListenOptions,
): Promise<Listener> {
  const answer = getRequestListener((request, env) => app.fetch(request, env))
  const server = createServer({ connectionsCheckingInterval: limits.checkMs }, (request, response) => {
    if (!wire?.(request, response)) void answer(request, response)
  })
  server.headersTimeout = headersMsMax
  // An import may take hours: slow bodies are the business of whoever watches the connections.
  server.requestTimeout = 0
  server.keepAliveTimeout = keepAliveMs
  const connections = watchConnections(server, limits)
  server.listen({ port, host, backlog: 4_096 })
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  const name = host.includes(':') ? `[${host}]` : host
  return {
    port: address.port,
    origin: `http://${name === '0.0.0.0' || name === '[::]' ? '127.0.0.1' : name}:${address.port}`,
    connections: connections.count,
    async close() {
      // What has arrived already is read first: a closed connection would reset it.
      await nextTurn()
      await nextTurn()
      const closed = once(server, 'close')
      connections.close()
      server.close()
      const giveUp = setTimeout(() => server.closeAllConnections(), finishMsMax)
      await closed
      clearTimeout(giveUp)
    },
  }
}
