import { createPersonKeys } from '../../collector/access/person-key.ts'
import { type ParseJson, parseBody } from '../../collector/ingest/parse-body.ts'
import { createRecentIds } from '../../collector/ingest/recent-ids.ts'
import { createSpoolSink } from '../../collector/ingest/spool-sink.ts'
import { takeMessages } from '../../collector/ingest/take-messages.ts'
import { decodeRecord } from './spool-records.ts'

/** The way of a body through the door, from bytes to the records that would be on disk. */
export function openDoor(now: () => number, parse?: ParseJson) {
  const personKeys = createPersonKeys('0123456789abcdef0123456789abcdef')
  const records: Buffer[] = []
  const spool = { append: async (payload: Uint8Array) => records.push(Buffer.from(payload)) }
  const sink = createSpoolSink({ spool, recentIds: createRecentIds({ now }), now })
  return {
    /** Takes a body as the server does, and answers what the sender is told. */
    async send(body: string | Uint8Array) {
      const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
      const taking = { source: 'crm', pathType: 'batch', bytes: bytes.length, receivedAt: now() } as const
      const { answer } = await takeMessages(await parseBody(bytes, parse), taking, { sink, keyOf: personKeys.keyOf })
      return answer
    },
    /** Everything kept so far, as bytes and read back. */
    kept: () => Buffer.concat(records).toString(),
    records: () => records.map(decodeRecord),
    rows: () => records.flatMap((record) => decodeRecord(record).rows.map((line) => JSON.parse(line))),
  }
}
