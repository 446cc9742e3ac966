import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse } from 'node:http'

/** A request that went by, and how it was answered. */
export type Recorded = {
  at: number
  method: string
  path: string
  headers: Record<string, unknown>
  body: string
  /** 0 while it is under way, -1 when the collector was not there. */
  status: number
}

/** A way to the collector that writes down what goes by. */
export type Recorder = {
  url: string
  /** In the order they came. */
  requests: readonly Recorded[]
  /** Answers the next request for events itself, with this status and Retry-After. */
  refuseNext(status: number, retryAfter: string): void
  close(): Promise<void>
}

type Answer = { status: number; headers: IncomingHttpHeaders; text: string }

/** Stands between a page and a collector; the collector itself answers, unless a refusal is ordered. */
export async function startRecorder(target: string): Promise<Recorder> {
  const requests: Recorded[] = []
  const refusals: Answer[] = []
  const server = createServer((asked, response) => void pass(asked, response))

  async function pass(asked: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = asked
    const body = await textOf(asked)
    const recorded = { at: Date.now(), method, path: url, headers, body, status: 0 }
    requests.push(recorded)
    const refusal = method === 'POST' ? refusals.shift() : undefined
    const answer = refusal ?? (await forward(target, asked, body))
    recorded.status = answer?.status ?? -1
    if (!answer) return void response.destroy()
    response.writeHead(answer.status, answer.headers).end(answer.text)
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The recorder has no port.')
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    refuseNext: (status, retryAfter) => void refusals.push(refuse(status, retryAfter)),
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

function refuse(status: number, retryAfter: string): Answer {
  const cors = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'Retry-After' }
  return { status, headers: { ...cors, 'retry-after': retryAfter }, text: '{"success":false}' }
}

// Undefined while nobody listens there: the connection then breaks, as it would without a recorder.
function forward(target: string, asked: IncomingMessage, body: string): Promise<Answer | undefined> {
  const { hostname, port } = new URL(target)
  const { method, url, headers } = asked
  return new Promise((resolve) => {
    // With the browser's Host: the collector names itself by it.
    const passed = request({ hostname, port, method, path: url, headers: { ...headers, connection: 'close' } })
    passed.on('error', () => resolve(undefined))
    passed.on('response', (answer: IncomingMessage) => {
      textOf(answer).then(
        (text) => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }),
        () => resolve(undefined),
      )
    })
    passed.end(body)
  })
}
