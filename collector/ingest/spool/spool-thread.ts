import { chmodSync, mkdirSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { createFailPoint, type FailPoint } from '../../fail-point.ts'
import { errorCode } from './disk-error.ts'
import { cutTail, recoverSpool } from './recover-spool.ts'
import { createSegmentWriter, type SegmentWriter } from './segment-writer.ts'
import { holdSpool, type SpoolLock } from './spool-lock.ts'
import type { Opened, ThreadAnswer, ThreadRequest, ThreadStart } from './spool-messages.ts'

// The opener starts this file and gives it exactly this.
const start = workerData as ThreadStart
const { port } = start
const parent = parentPort
if (!parent) throw new Error('This file is the thread of the spool; it is started by openSpool.')

let ended = false
const say = (answer: ThreadAnswer) => port.postMessage(answer)
// The first and the last words go where they are heard before the end of the thread is.
const tell = (answer: ThreadAnswer) => parent.postMessage(answer)

try {
  serve()
} catch (error) {
  fail(error)
}

function serve(): void {
  const { directory } = start
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  chmodSync(directory, 0o700)
  const lock = holdSpool(directory)
  try {
    const { writer, opened } = openFolder(createFailPoint(start.failPoint))
    port.on('message', (request: ThreadRequest) => {
      if (ended) return
      try {
        answer(request, writer, lock)
      } catch (error) {
        fail(error)
      }
    })
    tell({ answer: 'opened', opened })
  } catch (error) {
    lock.release()
    throw error
  }
}

function openFolder(failPoint: FailPoint): { writer: SegmentWriter; opened: Opened } {
  const { directory, limits, flushedSequence } = start
  const { spoolId, tail, cut, damage, notes, waitingBytes } = recoverSpool(directory, flushedSequence)
  const writer = createSegmentWriter({ directory, spoolId, limits, failPoint }, tail)
  const refusing = tail.segment ? undefined : writer.roll()
  if (cut && !refusing) cutTail(cut)
  failPoint('recover.cut')
  const { durableSequence } = tail
  const found = { spoolId, durableSequence, fileBytes: writer.fileBytes, waitingBytes, cutBytes: cut?.bytes ?? 0 }
  failPoint('recover.opened')
  return { writer, opened: { ...found, damage, notes, refusing } }
}

function answer(request: ThreadRequest, writer: SegmentWriter, lock: SpoolLock): void {
  if (request.ask !== 'close') lock.check()
  if (request.ask === 'append') {
    const { buffer, byteOffset, byteLength } = request.group
    const refusing = writer.append(Buffer.from(buffer, byteOffset, byteLength))
    const { durableSequence, fileBytes } = writer
    if (refusing) say({ answer: 'refused', refusing })
    else
      port.postMessage({ answer: 'appended', durableSequence, fileBytes, spare: buffer } satisfies ThreadAnswer, [
        buffer,
      ])
  } else if (request.ask === 'roll') {
    say({ answer: 'rolled', refusing: writer.roll() })
  } else if (request.ask === 'look') {
    say({ answer: 'looked', refusing: writer.look(), fileBytes: writer.fileBytes })
  } else {
    ended = true
    writer.close()
    lock.release()
    tell({ answer: 'closed' })
    port.close()
  }
}

/** Nothing more is written: the kernel may have dropped what it could not write, and a second try would hide it. */
function fail(error: unknown): void {
  ended = true
  const reason = error instanceof Error ? error.message : String(error)
  tell({ answer: 'failed', reason, errorCode: errorCode(error) })
  port.close()
}
