import { type Logger, pino } from 'pino'

/** Paths that can hold a secret; their values never reach the log. */
const secretPaths = [
  'authorization',
  'cookie',
  'headers.authorization',
  'headers.cookie',
  'headers["set-cookie"]',
  'headers["x-write-key"]',
  'req.headers.authorization',
  'req.headers.cookie',
  'req.headers["x-write-key"]',
  'res.headers["set-cookie"]',
  'token',
  'secret',
  'password',
  'writeKey',
  'write_key',
  '*.token',
  '*.secret',
  '*.password',
  '*.writeKey',
  '*.write_key',
]

// Lines begin with their level: {"level":50, …
const levelAt = 9
const errorDigit = '5'
const gatheredBytes = 32_768
const writtenBytesMax = 65_536
const heldBytesMax = 8_388_608
const waitMsMax = 250

/** Makes the log: JSON lines on standard error, because standard output belongs to what the command answers. */
export function createLog(level: string): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: secretPaths, censor: '[redacted]' },
    },
    openDestination(2),
  )
}

/**
 * Lines are gathered and written beside the work. An error and the end of the process write everything at once; a
 * reader that takes nothing costs lines, never memory without bound.
 */
function openDestination(dest: number) {
  const destination = pino.destination({
    dest,
    sync: false,
    minLength: gatheredBytes,
    maxWrite: writtenBytesMax,
    maxLength: heldBytesMax,
    periodicFlush: waitMsMax,
  })
  return {
    write(line: string): void {
      destination.write(line)
      if (line.charAt(levelAt) >= errorDigit) flushNow(destination)
    },
  }
}

function flushNow(destination: { flushSync(): void }): void {
  try {
    destination.flushSync()
  } catch {
    // Nobody reads the log any more: that must not end the work.
  }
}
