import { join } from 'node:path'
import type { Logger } from 'pino'
import type { PersonKeys } from './access/person-key.ts'
import { createFailPoint } from './fail-point.ts'
import { readFlushedSequence } from './ingest/flush/checkpoint.ts'
import { createRecentIds } from './ingest/recent-ids.ts'
import { openSpool } from './ingest/spool/open-spool.ts'
import type { Spool } from './ingest/spool/spool.ts'
import { createSpoolSink, type SpoolSink } from './ingest/spool-sink.ts'

/** How much the spool may hold, and where a test wants the process to die. */
export type SpoolSettings = {
  /** Bytes that may wait for the store before senders are told to come back. */
  spoolBytesMax?: number
  /** Bytes of the disk that are left to others. */
  spoolFreeBytesMin?: number
  failPoint?: string
}

/** What takes events and keeps them, whether the store is there or not. */
export type Collector = {
  spool: Spool
  sink: SpoolSink
  /** Resolves when everything taken is on disk and the files are closed. */
  close(): Promise<void>
}

const segmentBytes = 64 * 1024 ** 2

/** Bytes that may wait, unless told otherwise: 8 GiB, some twenty million events. */
export const usualSpoolBytesMax = 8 * 1024 ** 3

/** Bytes of the disk left to others, unless told otherwise: 256 MiB. */
export const usualFreeBytesMin = 256 * 1024 ** 2

/** Opens the spool of a data folder; `onFatal` is told once when its disk cannot be trusted any more. */
export async function openCollector(
  { dataDir, log, ...settings }: SpoolSettings & { dataDir: string; log: Logger },
  personKeys: PersonKeys,
  onFatal: (error: Error) => void,
): Promise<Collector> {
  const { spoolBytesMax = usualSpoolBytesMax, spoolFreeBytesMin = usualFreeBytesMin, failPoint = '' } = settings
  const directory = join(dataDir, 'spool')
  const spool = await openSpool({
    directory,
    limits: { segmentBytes, waitingBytesMax: spoolBytesMax, freeBytesMin: spoolFreeBytesMin },
    ...{ failPoint, log, onFatal, flushedSequence: readFlushedSequence(directory) },
  })
  const sink = createSpoolSink({
    ...{ spool, recentIds: createRecentIds(), personKeys, failPoint: createFailPoint(failPoint) },
  })
  return {
    spool,
    sink,
    async close() {
      await sink.close()
      await spool.close()
    },
  }
}
