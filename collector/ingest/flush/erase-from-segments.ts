import { eventSchemaVersion } from '../../../schema/datasets/event-row.ts'
import { holdsText } from '../../erase/word-pattern.ts'
import { decodeRecord, encodeRecord } from '../record.ts'
import { clearQuarantine } from '../spool/quarantine.ts'
import { rewriteSegment } from '../spool/rewrite-segment.ts'
import { listSegments } from '../spool/segment-file.ts'
import type { JobAnswer } from './messages.ts'
import { readRowKey } from './row-key.ts'

/** Writes every segment that is not being written anew without the person's rows, id and dead letters. */
export function eraseFromSegments(
  { directory, spoolId }: { directory: string; spoolId: string },
  { personKey, personIds }: { personKey: string; personIds: readonly string[] },
): JobAnswer {
  const holdsPerson = holdsText(personIds)
  let rows = 0
  const keep = (payload: Buffer): Uint8Array | null => {
    const { header, rows: lines } = decodeRecord(payload)
    if (header.schema_version > eventSchemaVersion) {
      throw new Error('The spool holds records of a newer version of Takehold. Erase with that version.')
    }
    const people = header.people.filter(([key]) => key !== personKey)
    const letters = header.dead_letters.filter(
      (letter) => !holdsPerson(`${letter.fields}\n${letter.message_id}\n${letter.reason}`),
    )
    const kept = lines.filter((line) => readRowKey(line).personKey !== personKey)
    const isSame =
      people.length === header.people.length &&
      letters.length === header.dead_letters.length &&
      kept.length === lines.length
    if (isSame) return payload
    rows += lines.length - kept.length
    return encodeRecord({ ...header, people, dead_letters: letters }, kept)
  }
  let records = 0
  for (const { file } of listSegments(directory).slice(0, -1)) {
    records += rewriteSegment({ directory, spoolId, file, keep })
  }
  // What was set aside as damaged may hold the person too.
  clearQuarantine(directory)
  return { records, rows }
}
