import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Server, startServer } from '../../collector/main.ts'
import type { Role } from '../../schema/routes/role.ts'
import { quietLog } from './quiet-log.ts'

// Test files run beside each other: an engine that gives way to all others might get no time at all.
const always = { host: '127.0.0.1', port: 0, log: quietLog, enginePriority: 'normal' } as const

/** A whole server of the test file's own. */
export type TestServer = Server & {
  dataDir: string
  /** The secret of this machine: role admin. */
  adminToken: string
  /** Asks as the admin, or with another token; null sends none. */
  ask(path: string, init?: RequestInit & { token?: string | null }): Promise<Response>
  /** Asks and answers the JSON body; throws when the status is not 200. */
  json(path: string, init?: RequestInit & { token?: string | null }): Promise<unknown>
  /** Makes a token of a role. */
  tokenOf(role: Role, personId?: string): Promise<string>
  /** Imports a file and answers what became of it. */
  importText(dataset: string, text: string, query?: string): Promise<unknown>
  /** Ends the server and keeps its folder. */
  halt(): Promise<void>
  /** Ends the server, keeps its folder, and starts another on it. */
  restart(): Promise<TestServer>
}

/** Starts a server in a temporary folder on a free port. */
export async function startTestServer(
  options: {
    dataDir?: string
    basePath?: string
    trustProxy?: boolean
    metricsPublic?: boolean
    biPort?: number
    clickhouseUrl?: string
  } = {},
): Promise<TestServer> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'takehold-server-')))
  const server = await startServer({ ...always, ...options, dataDir })
  const adminToken = (await readFile(join(dataDir, 'secrets', 'local-token'), 'utf8')).trim()

  async function ask(path: string, { token = adminToken, ...init }: RequestInit & { token?: string | null } = {}) {
    const headers = new Headers(init.headers)
    if (token !== null) headers.set('Authorization', `Bearer ${token}`)
    return fetch(`${server.url}${path}`, { redirect: 'manual', ...init, headers })
  }

  async function json(path: string, init: RequestInit & { token?: string | null } = {}): Promise<unknown> {
    const answer = await ask(path, init)
    const text = await answer.text()
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${text}`)
    return JSON.parse(text)
  }

  return {
    ...server,
    dataDir,
    adminToken,
    ask,
    json,
    async tokenOf(role, personId) {
      const body = JSON.stringify({ role, ...(personId === undefined ? {} : { person_id: personId }) })
      const made = await json('/api/tokens', { method: 'POST', body })
      if (typeof made === 'object' && made !== null && 'token' in made) return String(made.token)
      throw new Error('No token came.')
    },
    importText: (dataset, text, query = '') =>
      json(`/api/import/${dataset}?file=${dataset}.csv${query}`, { method: 'POST', body: text }),
    halt: () => server.stop(),
    async restart() {
      await server.stop()
      return startTestServer({ ...options, dataDir })
    },
    async stop() {
      await server.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
