import { pino } from 'pino'
import { readFlushedSequence } from '../../dist/collector/ingest/flush/checkpoint.js'
import { openFlusher } from '../../dist/collector/ingest/flush/open-flusher.js'
import { openSpool } from '../../dist/collector/ingest/spool/open-spool.js'

// A process that brings what a spool holds into the store and ends; a fail-point ends it earlier, like a power cut.
const { directory, connection, failPoint, limits } = JSON.parse(process.argv[2])
const log = pino({ level: 'silent' })
const spool = await openSpool({
  directory,
  limits: { segmentBytes: 64 * 1024 ** 2, waitingBytesMax: 2 ** 32, freeBytesMin: 0 },
  failPoint: '',
  log,
  onFatal: (error) => {
    throw error
  },
  flushedSequence: readFlushedSequence(directory),
})
const flusher = await openFlusher({
  ...{ directory, spoolId: spool.id, connection, failPoint, log, limits },
  durableSequence: spool.status().durableSequence,
  turn: (task) => task(),
  roll: () => spool.roll(),
})
await flusher.settled()
await flusher.stop(10_000)
await spool.close()
