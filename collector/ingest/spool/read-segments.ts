import type { Damage } from './damage.ts'
import { quarantineBytes } from './quarantine.ts'
import { listSegments, openSegmentSource, type SegmentFile, type SegmentSource } from './segment-file.ts'
import { nextRecord, recordKind, segmentHeadBytes, spoolSeed } from './segment-format.ts'

/** Reads records in their order, over the ends of segments and past damage; synchronous, in bounded memory. */
export type SegmentReader = {
  /** Sequence that comes next; everything below was read, was erased or is lost. */
  readonly position: number
  /** The next record up to a durable sequence; undefined when there is none. Its payload stays valid. */
  next(through: number): { sequence: number; payload: Buffer } | undefined
  close(): void
}

/** Where a reader begins and whom it tells of damage; told again when it is met again. */
export type ReaderOptions = {
  directory: string
  spoolId: string
  /** First sequence wanted. Segments that are not there any more count as lost: begin no earlier than the oldest. */
  from: number
  onDamage: (damage: Damage) => void
  windowBytes?: number
}

type OpenSegment = { segment: SegmentFile; source: SegmentSource; offset: number; expected: number }
type Reading = ReaderOptions & { seed: number; open: OpenSegment | undefined; position: number; trusted: number }

/** Opens a reader. It holds the file it is in: close it before that one is rewritten, and open another at its position. */
export function openSegmentReader(options: ReaderOptions): SegmentReader {
  const seed = spoolSeed(options.spoolId)
  const reading: Reading = { ...options, seed, open: undefined, position: options.from, trusted: 0 }
  return {
    get position() {
      return reading.position
    },
    next: (through) => next(reading, through),
    close: () => {
      reading.open?.source.close()
      reading.open = undefined
    },
  }
}

function next(reading: Reading, through: number): { sequence: number; payload: Buffer } | undefined {
  while (reading.position <= through) {
    if (reading.position > reading.trusted) {
      // What was read beyond the durable end may have been taken back and written anew.
      reading.open?.source.forget()
      reading.trusted = through
    }
    reading.open ??= find(reading)
    const { open } = reading
    if (!open) {
      report(reading, { file: '', offset: 0, bytes: 0, fromSequence: reading.position, toSequence: through })
      reading.position = through + 1
      return undefined
    }
    const found = nextRecord(open.source, { offset: open.offset, sequence: open.expected }, reading.seed)
    const { record, damagedBytes } = found
    if (!record) {
      if (!leave(reading, open, { damagedBytes, through })) return undefined
      continue
    }
    const { file } = open.segment
    const toSequence = Math.min(record.sequence - 1, through)
    const damage = { file, offset: open.offset, bytes: damagedBytes, fromSequence: open.expected, toSequence }
    report(reading, damage, open.source)
    const due = record.sequence <= through
    open.offset = due ? record.end : record.offset
    open.expected = due ? record.sequence + 1 : through + 1
    const wanted = due && record.sequence >= reading.position && record.kind === recordKind.payload
    reading.position = Math.max(reading.position, open.expected)
    if (wanted) return { sequence: record.sequence, payload: record.payload }
  }
  return undefined
}

function find(reading: Reading): OpenSegment | undefined {
  const segments = listSegments(reading.directory)
  const holding = segments.findLast((segment) => segment.firstSequence <= reading.position) ?? segments[0]
  return holding && enter(reading, holding)
}

function enter(reading: Reading, segment: SegmentFile): OpenSegment {
  const source = openSegmentSource(segment.path, reading.windowBytes)
  const { file, firstSequence: first } = segment
  const head = source.head()
  const bytes = Math.min(segmentHeadBytes, source.size())
  if (!head) report(reading, { file, offset: 0, bytes, fromSequence: first, toSequence: first - 1 }, source)
  const toSequence = Math.min(head?.previous ?? first - 1, first - 1)
  report(reading, { file, offset: 0, bytes: 0, fromSequence: reading.position, toSequence })
  reading.position = Math.max(reading.position, first)
  return { segment, source, offset: segmentHeadBytes, expected: first }
}

/** Goes on behind the end of a segment; false when there is nothing yet. */
function leave(
  reading: Reading,
  open: OpenSegment,
  { damagedBytes, through }: { damagedBytes: number; through: number },
): boolean {
  const { segment, source } = open
  const scannedTo = open.offset + damagedBytes
  const following = listSegments(reading.directory).find((each) => each.firstSequence > segment.firstSequence)
  source.forget()
  // Listed after it was read: the writer may have appended here and gone on to the next one meanwhile.
  if (source.size() > scannedTo) return true
  const damage = { file: segment.file, offset: open.offset, bytes: damagedBytes, fromSequence: open.expected }
  if (!following) {
    // Said to be on disk and not there: lost. What is appended later is looked for from here on.
    report(reading, { ...damage, toSequence: through }, source)
    open.expected = through + 1
    reading.position = Math.max(reading.position, open.expected)
    return false
  }
  const entered = openSegmentSource(following.path, reading.windowBytes)
  const toSequence = Math.min(entered.head()?.previous ?? Number.POSITIVE_INFINITY, following.firstSequence - 1)
  entered.close()
  report(reading, { ...damage, toSequence }, source)
  reading.position = Math.max(reading.position, toSequence + 1)
  source.close()
  reading.open = undefined
  reading.open = enter(reading, following)
  return true
}

function report(reading: Reading, damage: Damage, source?: SegmentSource): void {
  const lost = damage.toSequence >= damage.fromSequence
  if (!lost && damage.bytes === 0) return
  // What lies before the place the reader was asked for is not its business.
  if ((lost ? damage.toSequence : damage.fromSequence) < reading.from) return
  if (source && damage.bytes > 0) quarantineBytes(reading.directory, { ...damage, source })
  reading.onDamage(damage)
}
