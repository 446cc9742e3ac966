import { connect } from 'node:net'

// A sender in a process of its own, on plain sockets: it must cost less than what it measures.
// One argument, JSON: { url, key, size, connections, seconds, rate, warmS }; rate 0 sends as fast as answers come.
// Of the first warmS seconds no latency is kept: they are those of a sender that is not compiled yet.
// Prints { requests, events, refused, p50_ms, p99_ms, max_ms }.

const digits = 12
const people = 1_000
const templates = 10

const load = JSON.parse(process.argv[2])
process.stdout.write(`${JSON.stringify(await send(load))}\n`)
process.exit(0)

async function send({ url, key, size, connections, seconds, rate, warmS = 0, tag = Date.now() }) {
  const { hostname, port } = new URL(url)
  const requests = Array.from({ length: templates }, (_, index) => template({ hostname, port, key, size, tag, index }))
  const run = {
    next: 0,
    latencies: [],
    done: 0,
    refused: 0,
    until: performance.now() + seconds * 1000,
    began: performance.now(),
    timedFrom: performance.now() + warmS * 1000,
  }
  const everyMs = rate > 0 ? 1000 / rate : 0
  await Promise.all(Array.from({ length: connections }, () => lane({ hostname, port, requests, size, run, everyMs })))
  const elapsedS = (performance.now() - run.began) / 1000
  const sorted = Float64Array.from(run.latencies).sort()
  const at = (share) => Number((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(2))
  const { done, refused } = run
  return {
    ...{ requests: done / elapsedS, events: (done * size) / elapsedS, sent: done * size, refused },
    ...{ p50_ms: at(0.5), p99_ms: at(0.99), max_ms: at(1) },
  }
}

/** Sends one request after the other; at a rate each has its own time, and a late answer counts from that. */
function lane({ hostname, port, requests, size, run, everyMs }) {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname)
    let sentAt = 0
    let answer = ''
    socket.setNoDelay(true).setEncoding('latin1')
    socket.on('error', reject)
    socket.on('connect', next)
    socket.on('data', (text) => {
      answer += text
      if (!isWhole(answer)) return
      hear(answer, sentAt, run)
      answer = ''
      next()
    })
    function next() {
      const number = run.next++
      const dueAt = everyMs === 0 ? performance.now() : run.began + number * everyMs
      if (dueAt > run.until || performance.now() > run.until) return socket.end(resolve)
      const waitMs = dueAt - performance.now()
      const write = () => {
        sentAt = dueAt
        const { bytes, places } = requests[number % requests.length]
        for (let index = 0; index < places.length; index++) writeNumber(bytes, places[index], number * size + index)
        socket.write(Buffer.from(bytes))
      }
      if (waitMs > 1) setTimeout(write, waitMs)
      else write()
    }
  })
}

function hear(answer, sentAt, run) {
  if (!answer.startsWith('HTTP/1.1 200')) {
    run.refused += 1
    return
  }
  run.done += 1
  if (sentAt >= run.timedFrom) run.latencies.push(performance.now() - sentAt)
}

function isWhole(answer) {
  const head = answer.indexOf('\r\n\r\n')
  if (head < 0) return false
  const length = /content-length: (\d+)/i.exec(answer.slice(0, head))?.[1]
  if (length === undefined) return answer.endsWith('0\r\n\r\n')
  return answer.length >= head + 4 + Number(length)
}

function template({ hostname, port, key, size, tag, index }) {
  const at = new Date().toISOString()
  // What @segment/analytics-node 3 sends for a changed record, member by member.
  const batch = Array.from({ length: size }, (_, item) => ({
    timestamp: at,
    integrations: {},
    event: 'Record Updated',
    type: 'track',
    properties: {
      ...{ object: 'opportunity', record_id: `006-${index}${item}`, account_id: `001-${index}`, origin: 'web' },
      ...{ changes: [{ field: 'close_date', from: 'missing', to: 'ok' }], duration_ms: 4_200 },
    },
    context: { app: { name: 'salesforce' }, library: { name: '@segment/analytics-node', version: '3.1.0' } },
    userId: `u-${1_000 + ((index * size + item) % people)}`,
    messageId: `node-next-${tag}-ae6996c1-69b4-4ad5-84a0-${'#'.repeat(digits)}`,
    _metadata: { nodeVersion: 'v20.20.2', jsRuntime: 'node' },
  }))
  const body = JSON.stringify({ batch, writeKey: key, sentAt: at })
  const head = `POST /v1/batch HTTP/1.1\r\nHost: ${hostname}:${port}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`
  const bytes = Buffer.from(head + body)
  const places = []
  for (let at = bytes.indexOf('####'); at >= 0; at = bytes.indexOf('####', at + digits)) places.push(at)
  return { bytes, places }
}

function writeNumber(bytes, place, number) {
  for (let at = place + digits - 1; at >= place; at--) {
    bytes[at] = 48 + (number % 10)
    number = Math.floor(number / 10)
  }
}
