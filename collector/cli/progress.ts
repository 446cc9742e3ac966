import { Presets, SingleBar } from 'cli-progress'
import type { Terminal } from './terminal.ts'

/** How far an upload is; `bytes` is everything sent so far. */
export type Progress = { at(bytes: number): void; end(): void }

const plainEveryMs = 5_000
const megabyte = 1_000_000

/** A moving bar with rate and time left on a terminal, a plain line every few seconds elsewhere. */
export function showProgress(terminal: Terminal, label: string, totalBytes: number | undefined): Progress {
  if (terminal.interactive && totalBytes !== undefined && totalBytes > 0) return bar(label, totalBytes)
  return plainLines(terminal, label, totalBytes)
}

function bar(label: string, totalBytes: number): Progress {
  const startedAt = performance.now()
  const shown = new SingleBar(
    {
      format: '{label} [{bar}] {percentage}% | {sent} of {all} MB | {rate} MB/s | {left} s left',
      hideCursor: true,
      clearOnComplete: true,
    },
    Presets.shades_classic,
  )
  const words = (bytes: number) => {
    const speed = bytes / Math.max((performance.now() - startedAt) / 1000, 0.001)
    // Over all of it: the server stores in batches, so the last moments say little.
    const left = speed === 0 ? '?' : Math.ceil((totalBytes - bytes) / speed)
    return { label, sent: inMegabytes(bytes), all: inMegabytes(totalBytes), rate: inMegabytes(speed), left }
  }
  shown.start(totalBytes, 0, words(0))
  return { at: (bytes) => shown.update(Math.min(bytes, totalBytes), words(bytes)), end: () => shown.stop() }
}

function plainLines(terminal: Terminal, label: string, totalBytes: number | undefined): Progress {
  const startedAt = performance.now()
  let toldAt = startedAt
  return {
    at: (bytes) => {
      if (performance.now() - toldAt < plainEveryMs) return
      toldAt = performance.now()
      terminal.note(plainLine(label, bytes, totalBytes, (toldAt - startedAt) / 1000))
    },
    end: () => undefined,
  }
}

/** One line about an upload: what is sent, how fast, how long it will take where the size is known. */
export function plainLine(label: string, bytes: number, totalBytes: number | undefined, seconds: number): string {
  const speed = bytes / Math.max(seconds, 0.001)
  const sent = `${label}: ${inMegabytes(bytes)} MB sent, ${inMegabytes(speed)} MB/s`
  if (totalBytes === undefined || speed === 0) return sent
  const percent = Math.floor((100 * bytes) / Math.max(totalBytes, 1))
  return `${label}: ${percent} %, ${inMegabytes(bytes)} of ${inMegabytes(totalBytes)} MB, ${inMegabytes(speed)} MB/s, ${Math.ceil((totalBytes - bytes) / speed)} s left`
}

function inMegabytes(bytes: number): string {
  return (bytes / megabyte).toFixed(1)
}
