import { type Logger, pino } from 'pino'
import type { WireFacts } from './ingest/wire-facts.ts'

/** What is written down about one request of the API: its route as a pattern, never the path that was asked for. */
export type ApiFacts = { method: string; route: string; status: number; ms: number }

/** One line a request: numbers and public names, nothing that a person wrote or is. */
export type RequestLog = { wire(facts: WireFacts): void; api(facts: ApiFacts): void }

/**
 * Writes the lines, as pino would. They are put together here: pino looks for secrets in every member, and that costs
 * more than all else that is done for an event.
 */
export function createRequestLog(log: Logger): RequestLog {
  const write = writerOf(log)
  const timeText = createTimeText()
  const line = (members: string, message: string) =>
    write(`{"level":30,"time":"${timeText()}",${members},"msg":"${message}"}\n`)
  return {
    wire({ status, code, keyId, source, events, duplicates, deadLetterCodes, bytes, ms }) {
      if (!log.isLevelEnabled('info')) return
      const who = `"key_id":${JSON.stringify(keyId)},"source":${JSON.stringify(source)},"status":${status}`
      const sums = `"events":${events},"duplicates":${duplicates},"dead_lettered":${deadLetterCodes.length}`
      const size = `"bytes":${bytes},"ms":${rounded(ms)}`
      if (code === '') line(`${who},${sums},${size}`, 'events taken')
      else line(`${who},"code":${JSON.stringify(code)},${sums},${size}`, 'events refused')
    },
    api({ method, route, status, ms }) {
      if (!log.isLevelEnabled('info')) return
      const what = `"method":${JSON.stringify(method)},"route":${JSON.stringify(route)}`
      line(`${what},"status":${status},"ms":${rounded(ms)}`, 'answered')
    },
  }
}

function writerOf(log: Logger): (line: string) => void {
  const stream: unknown = Reflect.get(log, pino.symbols.streamSym)
  if (typeof stream !== 'object' || stream === null || !('write' in stream)) throw new Error('The log has no stream.')
  const { write } = stream
  if (typeof write !== 'function') throw new Error('The log has no stream.')
  return (line) => void write.call(stream, line)
}

// A text of an instant is made once for each millisecond: under load many lines share it.
function createTimeText(): () => string {
  let at = 0
  let text = ''
  return () => {
    const now = Date.now()
    if (now !== at) {
      at = now
      text = new Date(now).toISOString()
    }
    return text
  }
}

function rounded(ms: number): number {
  return Math.round(ms * 100) / 100
}
