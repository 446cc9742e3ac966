import { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { z } from 'zod'
import type { Role } from '../schema/routes/role.ts'
import type { Route } from '../schema/routes/route.ts'
import type { Scope } from './access/scope.ts'
import { Problem, problemBody } from './problem.ts'

/** One call of a route, parsed. */
export type Call<Params, Query, Body> = {
  params: Params
  query: Query
  body: Body
  scope: Scope
  context: Context
}

/** Who asks, and what happens when the role may not. */
export type Guard = {
  /** Throws 401 when the credential is missing or wrong. */
  authenticate(context: Context): Promise<Scope>
  /** Told before a refusal is answered. */
  refused(route: Route, scope: Scope): Promise<void>
}

/** The API as its routes are added to it. */
export type Api = ReturnType<typeof createApi>

/** A route that answers everyone still has a scope: one that may see nothing. */
const nobody: Scope = { role: 'person', personKey: null, actor: 'nobody' }
const bodyBytesMax = 1_048_576

/** Makes routes of definitions: parses what comes in, checks the role, and describes them for OpenAPI. */
export function createApi(guard: Guard) {
  const app = new OpenAPIHono()
  return {
    app,
    /** Serves a route; a Response goes out as it is, anything else as JSON. */
    serve<Params extends z.ZodObject, Query extends z.ZodObject, Body extends z.ZodType, Answer extends z.ZodType>(
      route: Route<Params, Query, Body, Answer>,
      handle: (
        call: Call<z.output<Params>, z.output<Query>, z.output<Body>>,
      ) => Promise<z.input<Answer> | Response> | z.input<Answer> | Response,
    ): void {
      describe(app, route)
      app.on(route.method.toUpperCase(), route.path.replaceAll(/\{(\w+)\}/g, ':$1'), async (context) => {
        const scope = route.roles === null ? nobody : await guard.authenticate(context)
        if (route.roles !== null && !route.roles.includes(scope.role)) {
          await guard.refused(route, scope)
          throw notForRole(scope.role)
        }
        const answer = await handle({
          // The schemas made these types; without one the member is an empty object nobody reads.
          params: parse(route.params, context.req.param(), 'path') as z.output<Params>,
          query: parse(route.query, readQuery(route.query, context.req.url), 'query') as z.output<Query>,
          body: parse(route.body, await readJson(route, context), 'body') as z.output<Body>,
          scope,
          context,
        })
        return answer instanceof Response ? answer : context.json(answer)
      })
    },
  }
}

function describe(app: OpenAPIHono, { method, path, summary, roles, params, query, body, answer }: Route): void {
  app.openAPIRegistry.registerPath({
    method,
    path,
    summary,
    ...(roles === null ? { security: [] } : { description: `Roles: ${roles.join(', ')}.` }),
    request: {
      ...(params ? { params } : {}),
      ...(query ? { query } : {}),
      ...(body ? { body: { content: { 'application/json': { schema: body } } } } : {}),
    },
    responses: {
      200: { description: 'The answer', content: { 'application/json': { schema: answer } } },
      default: { description: 'A problem', content: { 'application/problem+json': { schema: problemBody } } },
    },
  })
}

function parse(schema: z.ZodType | undefined, value: unknown, place: string): unknown {
  if (!schema) return {}
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const errors = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }))
  const detail = errors.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; ')
  throw new Problem(400, `invalid_${place}`, 'The request cannot be read', detail, { errors })
}

function readQuery(schema: z.ZodObject | undefined, url: string): Record<string, unknown> {
  const search = new URL(url).searchParams
  const found: Record<string, unknown> = {}
  for (const name of new Set(search.keys())) {
    const member: unknown = schema?.shape[name]
    if (!member)
      throw new Problem(400, 'invalid_query', 'The request cannot be read', `There is no parameter "${name}".`)
    const values = search.getAll(name)
    if (isList(member)) found[name] = values
    else if (values.length === 1) found[name] = values[0]
    else throw new Problem(400, 'invalid_query', 'The request cannot be read', `"${name}" may stand once only.`)
  }
  return found
}

function isList(schema: unknown): boolean {
  if (schema instanceof z.ZodOptional) return isList(schema.unwrap())
  return schema instanceof z.ZodArray
}

async function readJson(route: Route, context: Context): Promise<unknown> {
  if (!route.body) return undefined
  const text = await readText(context, bodyBytesMax)
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    throw new Problem(400, 'invalid_body', 'The request cannot be read', 'The body is not JSON.')
  }
}

/** Reads a body as text, counting its bytes while they come. */
export async function readText(context: Context, bytesMax: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of context.req.raw.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > bytesMax) {
      throw new Problem(413, 'too_large', 'The request is too large', `The body may hold ${bytesMax} bytes.`)
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function notForRole(role: Role): Problem {
  return new Problem(403, 'not_for_role', 'Not for this role', `The role ${role} may not do this.`)
}
