import type { z } from 'zod'
import { ApiProblem, readProblem } from './api-problem.ts'
import { serverUrl } from './base-address.ts'

/** Parameters of a request; absent ones are left out, lists repeat. */
export type Params = Record<string, string | number | readonly string[] | undefined>

interface Options {
  method?: 'GET' | 'POST' | 'DELETE'
  body?: unknown
  signal?: AbortSignal
}

/** Sends a request and answers its validated body; throws an `ApiProblem`. */
export async function request<Schema extends z.ZodType>(
  url: string,
  schema: Schema,
  { method = 'GET', body, signal }: Options = {},
): Promise<z.infer<Schema>> {
  const response = await send(url, {
    method,
    credentials: 'same-origin',
    headers: { Accept: 'application/json', ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  })
  if (!response.ok) throw await readProblem(response)
  const parsed = schema.safeParse(response.status === 204 ? undefined : await response.json())
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new ApiProblem(response.status, 'unexpected_answer', `${issue?.path.join('.')}: ${issue?.message}`)
}

/** Address of an API path with its parameters. */
export function apiUrl(path: string, params: Params = {}): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(params)) {
    const values = Array.isArray(value) ? value : [value]
    for (const each of values) if (each !== undefined) query.append(name, String(each))
  }
  const search = query.toString()
  return serverUrl(`api/${path}${search ? `?${search}` : ''}`)
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ApiProblem(0, 'unreachable', 'The server does not answer')
  }
}
