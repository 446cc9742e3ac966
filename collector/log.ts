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

/** Makes the log: JSON lines on standard error, because standard output belongs to what the command answers. */
export function createLog(level: string): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: secretPaths, censor: '[redacted]' },
    },
    pino.destination({ dest: 2, sync: true }),
  )
}
