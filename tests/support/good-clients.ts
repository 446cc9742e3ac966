import { Agent, request } from 'node:http'
import { trackBody } from './raw-http.ts'

/** How requests of well-behaved clients went: statuses, 0 for a broken connection, and the 99th of a hundred times. */
export type GoodClients = { statuses: number[]; p99Ms: number }

/** Sends so many single events by a few clients that keep their connections or open one for each. */
export async function sendAsGoodClients(
  port: number,
  {
    requests,
    clients = 4,
    keepAlive = true,
    name,
  }: { requests: number; clients?: number; keepAlive?: boolean; name: string },
): Promise<GoodClients> {
  const agent = new Agent({ keepAlive, maxSockets: clients })
  const times: number[] = []
  const statuses: number[] = []
  async function client(first: number): Promise<void> {
    for (let index = first; index < requests; index += clients) {
      const began = performance.now()
      statuses.push(await send(port, agent, trackBody(`${name}-${index}`)))
      times.push(performance.now() - began)
    }
  }
  await Promise.all(Array.from({ length: clients }, (_, first) => client(first)))
  agent.destroy()
  return { statuses, p99Ms: times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0 }
}

function send(port: number, agent: Agent, body: string): Promise<number> {
  return new Promise((resolve) => {
    const headers = { 'X-Write-Key': 'wk', 'Content-Length': Buffer.byteLength(body) }
    const sent = request({ port, host: '127.0.0.1', path: '/v1/track', method: 'POST', agent, headers }, (answer) => {
      answer.resume()
      answer.on('end', () => resolve(answer.statusCode ?? 0))
      answer.on('error', () => resolve(0))
    })
    sent.on('error', () => resolve(0))
    sent.end(body)
  })
}
