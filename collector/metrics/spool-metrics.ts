import type { Registry } from 'prom-client'
import type { SpoolStatus } from '../ingest/spool/spool.ts'
import { addGauges, addTotals } from './meter.ts'

/** What the spool says about itself. */
export function addSpoolMetrics(registry: Registry, status: () => SpoolStatus): void {
  addGauges(registry, [
    {
      name: 'takehold_spool_waiting_bytes',
      help: 'Bytes of acknowledged records that are not in the store yet; SPOOL_BYTES_MAX bounds them',
      read: () => status().waitingBytes,
    },
    {
      name: 'takehold_spool_file_bytes',
      help: 'Bytes of all spool files, those kept for a replay among them',
      read: () => status().fileBytes,
    },
    {
      name: 'takehold_spool_durable_sequence',
      help: 'Sequence of the newest record that is on disk',
      read: () => status().durableSequence,
    },
    {
      name: 'takehold_spool_refusing',
      help: '1 while the spool takes nothing: it is full, its disk is low or failing, or the server stops',
      read: () => (status().refusing === undefined ? 0 : 1),
    },
  ])
  addTotals(registry, [
    {
      name: 'takehold_spool_cut_bytes_total',
      help: 'Bytes of a torn tail that were cut at the start; they were never acknowledged',
      read: () => status().cutBytes,
    },
    {
      name: 'takehold_spool_quarantined_bytes_total',
      help: 'Bytes of damaged records that were set aside; above 0 acknowledged events may be lost: look at the log',
      read: () => status().quarantinedBytes,
    },
  ])
}
