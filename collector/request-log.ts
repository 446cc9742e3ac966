import type { Logger } from 'pino'
import type { WireFacts } from './ingest/wire-facts.ts'

/** What is written down about one request of the API: its route as a pattern, never the path that was asked for. */
export type ApiFacts = { method: string; route: string; status: number; ms: number }

/** One line a request: numbers and public names, nothing that a person wrote or is. */
export type RequestLog = { wire(facts: WireFacts): void; api(facts: ApiFacts): void }

/** Writes the lines. Every field is named here, so none of them needs to be searched for secrets, which costs more. */
export function createRequestLog(log: Logger): RequestLog {
  const lines = log.child({}, { redact: [] })
  return {
    wire({ status, code, keyId, source, events, duplicates, deadLetterCodes, bytes, ms }) {
      if (!lines.isLevelEnabled('info')) return
      const what = { key_id: keyId, source, status, events, duplicates, dead_lettered: deadLetterCodes.length }
      if (code === '') lines.info({ ...what, bytes, ms: rounded(ms) }, 'events taken')
      else lines.info({ ...what, code, bytes, ms: rounded(ms) }, 'events refused')
    },
    api({ method, route, status, ms }) {
      lines.info({ method, route, status, ms: rounded(ms) }, 'answered')
    },
  }
}

function rounded(ms: number): number {
  return Math.round(ms * 100) / 100
}
