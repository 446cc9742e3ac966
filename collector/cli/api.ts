import { z } from 'zod'
import { problemBody } from '../problem.ts'
import { CommandFailure } from './command-failure.ts'

/** What a request carries beside its path; several values of one name repeat it. */
export type Query = Record<string, string | number | boolean | readonly string[] | undefined>

/** The part of a route of schema/routes/ that a call needs. */
type Route<Answer> = { method: 'get' | 'post' | 'put' | 'delete'; path: string; answer: z.ZodType<Answer> }

type Call = { params?: Record<string, string>; query?: Query; json?: unknown; yaml?: string }

/** Takehold's HTTP API as the commands use it; a refusal is thrown in its own words. */
export type Api = {
  url: string
  headers: Record<string, string>
  call<Answer>(route: Route<Answer>, call?: Call): Promise<Answer>
  /** The answer as it came, for what is printed or saved unchanged. */
  text(path: string, query?: Query): Promise<string>
}

/** An API client for one server and one secret. */
export function createApi(url: string, token: string | undefined): Api {
  const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {}
  const ask = async (path: string, init: RequestInit = {}) => {
    const answer = await request(`${url}${path}`, { ...init, headers: { ...headers, ...init.headers } })
    const text = await answer.text()
    if (!answer.ok) throw refusal(answer.status, text)
    return text
  }
  return {
    url,
    headers,
    call: async ({ method, path: pattern, answer }, { params = {}, query, ...body } = {}) => {
      const path = pattern.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
      return parse(await ask(withQuery(path, query), { method: method.toUpperCase(), ...encode(body) }), answer, path)
    },
    text: (path, query) => ask(withQuery(path, query)),
  }
}

/** The path with its query; absent values are left out. */
export function withQuery(path: string, query: Query = {}): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue
    for (const one of Array.isArray(value) ? value : [value]) search.append(name, String(one))
  }
  return search.size === 0 ? path : `${path}?${search}`
}

/** A refused request as a failure in the server's own words; several reasons stand on lines of their own. */
export function refusal(status: number, text: string): CommandFailure {
  const parsed = problemBody.safeParse(readJson(text))
  if (!parsed.success)
    return new CommandFailure(`The server answered ${status}: ${text.slice(0, 500).trim() || 'nothing'}`)
  const { title, detail } = parsed.data
  return new CommandFailure(detail.includes('\n') ? `${title}:\n${detail}` : `${title}: ${detail}`)
}

async function request(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch (cause) {
    throw new CommandFailure(
      `Takehold at ${new URL(url).origin} cannot be reached (${reason(cause)}). Nothing more was sent. ` +
        'Start it with "takehold start", or name its address with --url.',
      { cause },
    )
  }
}

function reason(cause: unknown): string {
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause
  return inner instanceof Error ? inner.message : String(inner)
}

function encode({ json, yaml }: Pick<Call, 'json' | 'yaml'>): RequestInit {
  if (yaml !== undefined) return { body: yaml, headers: { 'content-type': 'application/yaml' } }
  if (json === undefined) return {}
  return { body: JSON.stringify(json), headers: { 'content-type': 'application/json' } }
}

function parse<T>(text: string, answer: z.ZodType<T>, path: string): T {
  const parsed = answer.safeParse(text === '' ? {} : readJson(text))
  if (parsed.success) return parsed.data
  throw new CommandFailure(
    `The server's answer to ${path} is not what this version of takehold expects: ${z.prettifyError(parsed.error)}. ` +
      'Use the same version on both sides.',
  )
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // Not JSON: the caller says so with the text.
  }
}
