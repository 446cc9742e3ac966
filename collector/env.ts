import { z } from 'zod'

const port = z.coerce.number().int().min(0).max(65_535)
const bytes = z.coerce.number().int().min(0)

/** Every environment variable that is read; a flag of the command line outranks it. */
export const envSchema = z.object({
  PORT: port.default(8080).describe('TCP port of the server; 0 takes a free one'),
  HOST: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe('address the server listens on; anything else than loopback is reachable by others'),
  TAKEHOLD_DATA: z
    .string()
    .min(1)
    .default('./data')
    .describe('folder that holds everything: database, spool, secrets, backups'),
  CLICKHOUSE_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('http(s)://user:password@host:8123/database of a ClickHouse server; unset: Takehold runs its own'),
  TAKEHOLD_TOKEN: z.string().min(1).optional().describe('API token that commands send to a server on another machine'),
  TAKEHOLD_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('server that commands talk to; unset: the one that runs on the data folder, else http://127.0.0.1:8080'),
  BI_PORT: port
    .optional()
    .describe('TCP port on 127.0.0.1 where BI tools ask the measures by SQL; unset: closed. See takehold bi-user'),
  BASE_PATH: z
    .string()
    .regex(/^(\/[A-Za-z0-9._~-]+)*\/?$/, 'must look like /takehold')
    .default('')
    .transform((path) => path.replace(/\/$/, ''))
    .describe('path below which a proxy serves Takehold, for example /takehold'),
  TRUST_PROXY: z
    .enum(['0', '1', 'true', 'false'])
    .default('0')
    .transform((word) => word === '1' || word === 'true')
    .describe('1: a proxy in front terminates https, and its X-Forwarded headers are believed'),
  SPOOL_BYTES_MAX: bytes
    .default(8 * 1024 ** 3)
    .describe('bytes of acknowledged events that may wait for the database; above it senders are told to come back'),
  SPOOL_FREE_BYTES_MIN: bytes
    .default(256 * 1024 ** 2)
    .describe('bytes that stay free on the disk of the spool; below it senders are told to come back'),
  ENGINE_PRIORITY: z
    .enum(['low', 'normal'])
    .default('low')
    .describe(
      'low: the database of this machine gives way to answers; normal: it shares the cores with all that runs here',
    ),
  METRICS_PUBLIC: z
    .enum(['0', '1', 'true', 'false'])
    .default('0')
    .transform((word) => word === '1' || word === 'true')
    .describe('1: /metrics answers every address, not only this machine; it holds no personal data'),
  TAKEHOLD_FAIL_POINT: z
    .string()
    .regex(/^([a-z_.]+(:[1-9]\d*)?)?$/, 'must look like spool.synced or spool.synced:3')
    .default('')
    .describe('for fault tests only: the process kills itself at the named place, or there for the n-th time'),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
    .default('info')
    .describe('least severe level that is logged'),
})

/** The environment, parsed. */
export type Env = z.infer<typeof envSchema>

/** Reads the environment; an error names the variable and what it must be. An empty variable counts as unset. */
export function readEnv(variables: Record<string, string | undefined> = process.env): Env {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = envSchema.safeParse(given)
  if (parsed.success) return parsed.data
  const reasons = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  throw new Error(`The environment is not usable. Nothing was started. ${reasons.join('; ')}`)
}
