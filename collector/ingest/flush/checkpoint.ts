import { join } from 'node:path'
import { z } from 'zod'
import type { FailPoint } from '../../fail-point.ts'
import { feedTotal } from './feed-totals.ts'
import { readWhole, writeAside } from './write-aside.ts'

const checkpointBody = z.object({
  version: z.literal(1),
  spool: z.string(),
  flushed_sequence: z.int().nonnegative(),
  counts: z.array(feedTotal),
})

/** How far the store has everything, and what was counted up to there. */
export type Checkpoint = z.infer<typeof checkpointBody>

/** What was written last; undefined when it is lost, torn, or of another spool. */
export function readCheckpoint(directory: string, spool: string): Checkpoint | undefined {
  const checkpoint = checkpointBody.safeParse(readWhole(fileOf(directory)))
  return checkpoint.success && checkpoint.data.spool === spool ? checkpoint.data : undefined
}

/** How far the checkpoint of a folder says the store has everything, whichever spool it is of; 0 without one. */
export function readFlushedSequence(directory: string): number {
  const checkpoint = checkpointBody.safeParse(readWhole(fileOf(directory)))
  return checkpoint.success ? checkpoint.data.flushed_sequence : 0
}

/** Writes down how far the store has everything. */
export function writeCheckpoint(directory: string, checkpoint: Checkpoint, failPoint: FailPoint): void {
  writeAside(fileOf(directory), checkpoint, () => failPoint('flush.checkpoint_aside'))
  failPoint('flush.checkpointed')
}

function fileOf(directory: string): string {
  return join(directory, 'checkpoint.json')
}
