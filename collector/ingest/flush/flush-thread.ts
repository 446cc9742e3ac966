import { readlinkSync } from 'node:fs'
import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { startLane } from './lane.ts'
import type { ThreadStart, ToThread } from './messages.ts'

const port = parentPort
if (!port) throw new Error('flush-thread.js is a thread of the collector, not a program.')
giveWay()
// The opener is the only one who starts this thread, with just this type.
const start = workerData as ThreadStart
const lane = startLane(start, (message) => port.postMessage(message))
port.on('message', (message: ToThread) => lane.hear(message))
await lane.ended
port.close()

/** Acknowledgements come first: on Linux a thread has a priority of its own. */
function giveWay(): void {
  try {
    setPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1)), 19)
  } catch {
    // No /proc, or no right to: then all threads are equal.
  }
}
