import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { answerPlaces, type CutPlace, cutOffset, isWholeMessage } from './http-places.ts'

/** What the proxy does to an exchange. */
export type ProxyFault =
  | { kind: 'pass' }
  /** Resets every connection, also those that are open. */
  | { kind: 'refuse' }
  /** The request arrives and has its effect, the answer does not. */
  | { kind: 'answer_lost' }
  /** The connection ends in the middle of a request or of its answer. */
  | { kind: 'cut'; place: CutPlace }
  /** Both directions trickle. */
  | { kind: 'slow'; bytesPerSecond: number }
  /** Takes everything, hands nothing on, never answers and never ends. */
  | { kind: 'half_open' }
  /** Ends a connection that has been idle for so long. */
  | { kind: 'reset_idle'; afterMs: number }

export type TcpProxy = {
  port: number
  /** From the next exchange on; several faults take turns. */
  set(fault: ProxyFault | readonly ProxyFault[], which?: ProxyChoice): void
  /** Exchanges that the present fault has struck. */
  hits(): number
  /** Resolves when the present fault has struck so many exchanges; throws when it takes too long. */
  struck(hits: number, waitMsMax?: number): Promise<void>
  close(): Promise<void>
}

/** Which exchanges a fault strikes; unless told otherwise each. Counting alone could strike the same step for ever. */
export type ProxyChoice = {
  /** Those whose request line matches. */
  only?: RegExp
  /** Drawn after each strike: how many of them pass before the next one. */
  skip?: () => number
  /** After a strike everything passes until one with such a request line came through, so that what was struck did. */
  restUntil?: RegExp
}

type Current = {
  faults: readonly ProxyFault[]
  choice: ProxyChoice
  hits: number
  /** How many that could be struck pass first. */
  toSkip: number
  isResting: boolean
}

/** One request and its answer on a connection. */
type Exchange = {
  line: string
  fault: ProxyFault
  current: Current
  request: Buffer
  answer: Buffer
  isAnswered: boolean
}

type Wire = { client: Socket; upstream: Socket; exchange: Exchange | undefined; idle: NodeJS.Timeout | undefined }

const pass: ProxyFault = { kind: 'pass' }

/** A proxy for HTTP/1.1 connections without pipelining, as the client of ClickHouse makes them. */
export async function startTcpProxy({ port: upstreamPort }: { port: number }): Promise<TcpProxy> {
  const wires = new Set<Wire>()
  let current = currentOf([], {})
  const server = createServer({ noDelay: true }, (client) => {
    client.on('error', () => undefined)
    if (current.faults.some(({ kind }) => kind === 'refuse')) {
      current.hits += 1
      client.resetAndDestroy()
      return
    }
    const upstream = connect({ port: upstreamPort, host: '127.0.0.1', noDelay: true })
    upstream.on('error', () => undefined)
    const wire: Wire = { client, upstream, exchange: undefined, idle: undefined }
    wires.add(wire)
    void carry(wire, () => current).finally(() => {
      cut(wire)
      wires.delete(wire)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.')
  return {
    port: address.port,
    set(fault, choice = {}) {
      const faults = [fault].flat()
      current = currentOf(faults, choice)
      for (const wire of wires) {
        if (faults.some(({ kind }) => kind === 'refuse')) cut(wire)
        else if (wire.exchange?.fault.kind === 'slow') wire.exchange.fault = pass
      }
    },
    hits: () => current.hits,
    async struck(hits, waitMsMax = 240_000) {
      for (const deadline = Date.now() + waitMsMax; current.hits < hits; await delay(10)) {
        if (Date.now() > deadline) throw new Error(`It struck ${current.hits} of ${hits} exchanges.`)
      }
    },
    async close() {
      const closed = once(server, 'close')
      server.close()
      for (const wire of wires) cut(wire)
      await closed
    },
  }
}

async function carry(wire: Wire, current: () => Current): Promise<void> {
  // A side that ends or breaks takes the other with it.
  const request = forEachChunk(wire.client, (chunk) => onRequest(wire, chunk, current)).finally(() =>
    wire.upstream.end(),
  )
  const answer = forEachChunk(wire.upstream, (chunk) => onAnswer(wire, chunk)).finally(() => wire.client.end())
  await Promise.all([request, answer])
}

async function forEachChunk(socket: Socket, use: (chunk: Buffer) => Promise<void>): Promise<void> {
  try {
    for await (const chunk of socket) await use(chunk)
  } catch {
    // Reset by one of the two, or cut by ourselves: the end all the same.
  }
}

async function onRequest(wire: Wire, chunk: Buffer, current: () => Current): Promise<void> {
  clearTimeout(wire.idle)
  if (wire.exchange === undefined || wire.exchange.isAnswered) wire.exchange = begin(chunk, current(), wire.exchange)
  const { exchange } = wire
  const { fault } = exchange
  if (fault.kind === 'half_open') return
  if (fault.kind === 'slow') return trickle(wire.upstream, chunk, exchange)
  if (fault.kind !== 'cut' || isOfAnswer(fault.place)) return void wire.upstream.write(chunk)
  exchange.request = Buffer.concat([exchange.request, chunk])
  if (!isWholeMessage(exchange.request)) return
  exchange.current.hits += 1
  wire.upstream.write(exchange.request.subarray(0, cutOffset(exchange.request, fault.place)), () => cut(wire))
}

function currentOf(faults: readonly ProxyFault[], choice: ProxyChoice): Current {
  return { faults, choice, hits: 0, toSkip: choice.skip?.() ?? 0, isResting: false }
}

function begin(chunk: Buffer, current: Current, before: Exchange | undefined): Exchange {
  const line = chunk.toString('latin1', 0, chunk.indexOf('\r\n'))
  // A connection that was not idle for long enough yet is to be reset later.
  const isDue = before?.current === current && before.fault.kind === 'reset_idle'
  const fault = isDue ? before.fault : nextFault(current, line)
  if (fault.kind === 'slow' || fault.kind === 'half_open') current.hits += 1
  return { line, fault, current, request: Buffer.alloc(0), answer: Buffer.alloc(0), isAnswered: false }
}

function nextFault(current: Current, line: string): ProxyFault {
  const { faults, choice, hits } = current
  if (current.isResting || choice.only?.test(line) === false) return pass
  if (current.toSkip > 0) {
    current.toSkip -= 1
    return pass
  }
  current.toSkip = choice.skip?.() ?? 0
  current.isResting = choice.restUntil !== undefined
  // By hits, as an exchange may end by itself before it could be struck.
  return faults[hits % faults.length] ?? pass
}

function cameThrough({ line, fault, current }: Exchange): void {
  if (fault.kind === 'pass' && current.choice.restUntil?.test(line)) current.isResting = false
}

async function onAnswer(wire: Wire, chunk: Buffer): Promise<void> {
  const { exchange, client } = wire
  if (exchange === undefined) return
  if (!exchange.isAnswered) cameThrough(exchange)
  exchange.isAnswered = true
  const { fault } = exchange
  if (fault.kind === 'slow') return trickle(client, chunk, exchange)
  if (fault.kind === 'reset_idle') {
    clearTimeout(wire.idle)
    wire.idle = setTimeout(() => {
      exchange.current.hits += 1
      cut(wire)
    }, fault.afterMs)
  }
  if (fault.kind !== 'answer_lost' && fault.kind !== 'cut') return void client.write(chunk)
  exchange.answer = Buffer.concat([exchange.answer, chunk])
  if (!isWholeMessage(exchange.answer)) return
  exchange.current.hits += 1
  if (fault.kind === 'answer_lost') return cut(wire)
  client.write(exchange.answer.subarray(0, cutOffset(exchange.answer, fault.place)), () => cut(wire))
}

async function trickle(socket: Socket, chunk: Buffer, exchange: Exchange): Promise<void> {
  for (let at = 0; at < chunk.length && !socket.destroyed; ) {
    const { fault } = exchange
    // It is looked at each time, as it may be over before a large request is.
    const step = fault.kind === 'slow' ? Math.max(1, Math.floor(fault.bytesPerSecond / 50)) : chunk.length
    socket.write(chunk.subarray(at, at + step))
    at += step
    await delay(20)
  }
}

function cut({ client, upstream, idle }: Wire): void {
  clearTimeout(idle)
  client.resetAndDestroy()
  upstream.destroy()
}

const answerPlaceSet: ReadonlySet<string> = new Set(answerPlaces)
const isOfAnswer = (place: CutPlace) => answerPlaceSet.has(place)
