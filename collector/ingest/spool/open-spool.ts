import { join } from 'node:path'
import { MessageChannel, Worker } from 'node:worker_threads'
import { packageRoot } from '../../package-root.ts'
import { ServedSpool } from './served-spool.ts'
import type { Spool } from './spool.ts'
import type { ThreadAnswer, ThreadStart } from './spool-messages.ts'
import type { SpoolOptions } from './spool-options.ts'

/** Built beside this file; the tests run the sources, and a thread cannot. */
const threadFile = join(packageRoot, 'dist', 'collector', 'ingest', 'spool', 'spool-thread.js')

// It holds a group at a time, outside the heap; without bounds a heap grows before it collects.
const resourceLimits = { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 128 }

/** Opens the spool of a folder, or makes it; throws in words when it is in use, not usable or newer. */
export async function openSpool(options: SpoolOptions): Promise<Spool> {
  const { directory, limits, failPoint, flushedSequence = 0 } = options
  const { port1: port, port2 } = new MessageChannel()
  const workerData: ThreadStart = { directory, limits, failPoint, flushedSequence, port: port2 }
  const worker = new Worker(threadFile, { workerData, resourceLimits, transferList: [port2] })
  const first = await firstAnswer(worker)
  if (first.answer === 'opened') return new ServedSpool({ worker, port }, first.opened, options)
  port.close()
  await worker.terminate()
  if (first.answer !== 'failed') throw new Error(`The thread of the spool began with "${first.answer}".`)
  if (first.errorCode === undefined) throw new Error(first.reason)
  throw new Error(
    `The spool in ${directory} cannot be opened: ${first.reason}. Nothing was accepted. ` +
      'The folder must be readable and writable for the user Takehold runs as, with space and file handles left.',
  )
}

function firstAnswer(worker: Worker): Promise<ThreadAnswer> {
  return new Promise((resolve) => {
    worker.once('message', resolve)
    worker.once('error', (error: NodeJS.ErrnoException) =>
      resolve({ answer: 'failed', reason: error.message, errorCode: error.code }),
    )
    worker.once('exit', () => resolve({ answer: 'failed', reason: 'its thread ended', errorCode: undefined }))
  })
}
