import { eventSchemaVersion } from '../../../schema/datasets/event-row.ts'
import { holdsText } from '../../erase/word-pattern.ts'
import { decodeHeader, encodeRecord } from '../record.ts'
import { clearQuarantine } from '../spool/quarantine.ts'
import { openSegmentReader } from '../spool/read-segments.ts'
import { rewriteSegment } from '../spool/rewrite-segment.ts'
import { listSegments } from '../spool/segment-file.ts'
import type { JobAnswer } from './messages.ts'
import { lineText, readRowKey, rowLines } from './row-key.ts'

type Person = { personKey: string; personIds: readonly string[] }
type Spool = { directory: string; spoolId: string }

/** Writes every segment that holds the person's rows, id or dead letters anew without them; not the newest one. */
export function eraseFromSegments({ directory, spoolId }: Spool, person: Person): JobAnswer {
  const without = withoutPerson(person)
  const sum = { records: 0, rows: 0 }
  const keep = (payload: Buffer): Uint8Array => {
    const { kept, rows } = without(payload)
    sum.rows += rows
    return kept
  }
  const segments = listSegments(directory)
  for (const [index, { file, firstSequence }] of segments.slice(0, -1).entries()) {
    const lastSequence = (segments[index + 1]?.firstSequence ?? 0) - 1
    // Read first: writing gigabytes anew for a few records would hold everything up.
    if (
      !isTouched({ directory, spoolId }, firstSequence, lastSequence, (payload) => without(payload).kept !== payload)
    ) {
      continue
    }
    sum.records += rewriteSegment({ directory, spoolId, file, keep })
  }
  // What was set aside as damaged may hold the person too.
  clearQuarantine(directory)
  return sum
}

/** Whether a segment holds what is looked for, or bytes that nobody can read. */
function isTouched(
  spool: Spool,
  firstSequence: number,
  lastSequence: number,
  isSought: (payload: Buffer) => boolean,
): boolean {
  let isDamaged = false
  const onDamage = () => {
    isDamaged = true
  }
  const reader = openSegmentReader({ ...spool, from: firstSequence, onDamage })
  try {
    for (let record = reader.next(lastSequence); record; record = reader.next(lastSequence)) {
      if (isDamaged || isSought(record.payload)) return true
    }
    return isDamaged
  } finally {
    reader.close()
  }
}

function withoutPerson({ personKey, personIds }: Person): (payload: Buffer) => { kept: Uint8Array; rows: number } {
  const holdsPerson = holdsText(personIds)
  return (payload) => {
    const { header, rowsAt } = decodeHeader(payload)
    if (header.schema_version > eventSchemaVersion) {
      throw new Error('The spool holds records of a newer version of Takehold. Erase with that version.')
    }
    const people = header.people.filter(([key]) => key !== personKey)
    const letters = header.dead_letters.filter(
      (letter) => !holdsPerson(`${letter.fields}\n${letter.message_id}\n${letter.reason}`),
    )
    const lines = rowLines(payload, rowsAt)
    const kept = lines.filter((line) => readRowKey(line).personKey !== personKey)
    const isSame =
      people.length === header.people.length &&
      letters.length === header.dead_letters.length &&
      kept.length === lines.length
    if (isSame) return { kept: payload, rows: 0 }
    return {
      kept: encodeRecord({ ...header, people, dead_letters: letters }, kept.map(lineText)),
      rows: lines.length - kept.length,
    }
  }
}
