import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Logger } from 'pino'
import type { Delivery } from '../schema/routes/delivery.ts'
import { type AccessDeps, addAccessRoutes } from './access/access-routes.ts'
import type { Audit } from './access/audit.ts'
import { addressOf, authenticate, sessionCookie } from './access/authenticate.ts'
import type { Secrets } from './access/secrets.ts'
import { addBiRoutes, type BiPort } from './bi/bi-routes.ts'
import type { BiUsers } from './bi/bi-users.ts'
import type { Flusher } from './ingest/flush/flusher.ts'
import type { Ingest } from './ingest/open-ingest.ts'
import type { Metrics } from './metrics.ts'
import { Problem } from './problem.ts'
import { addDeadLetterRoutes } from './report/dead-letter-routes.ts'
import { addFeedbackRoutes } from './report/feedback-routes.ts'
import { addFlagRoutes } from './report/flag-routes.ts'
import type { Freshness } from './report/freshness.ts'
import { addImportRoutes } from './report/import-routes.ts'
import { addMeasureRoutes } from './report/measure-routes.ts'
import { addOperationRoutes } from './report/operation-routes.ts'
import { addPeopleRoutes } from './report/people-routes.ts'
import { addPeopleTasksRoutes } from './report/people-tasks-routes.ts'
import { addPhaseRoutes } from './report/phase-routes.ts'
import { addProgramRoutes } from './report/program-routes.ts'
import { addRecordRoutes } from './report/record-routes.ts'
import type { Remembered } from './report/remembered.ts'
import { addSourceRoutes } from './report/source-routes.ts'
import { addStatusRoutes } from './report/status-routes.ts'
import type { RequestLog } from './request-log.ts'
import type { Rollup } from './rollup/open-rollup.ts'
import { routePatternOf } from './route-pattern.ts'
import { securityHeaders } from './security-headers.ts'
import { createApi } from './serve-route.ts'
import { type StaticFile, serveFile } from './static.ts'
import { StoreDown } from './store/store-down.ts'

/** Everything the application is made of. */
export type AppDeps = AccessDeps & {
  rollup: Rollup
  freshness: Freshness
  remembered: Remembered
  audit: Audit
  secrets: Secrets
  ingest: Pick<Ingest, 'importDataset' | 'undoImport' | 'listImports' | 'replayDeadLetters' | 'alone' | 'forgetPeople'>
  flusher: Pick<Flusher, 'erase' | 'replay' | 'settled'>
  metrics: Metrics
  /** Whether /metrics answers other machines too. */
  metricsPublic: boolean
  log: Logger
  requestLog: RequestLog
  dataDir: string
  biUsers: BiUsers
  biPort: () => BiPort
  /** Files of the dashboard and of the API's reference page, by address. */
  files: Map<string, StaticFile>
  /** `ready`, or why requests cannot be served now. */
  readiness: () => Promise<'ready' | 'restarting' | 'stopping'>
  storeState: () => 'ready' | 'restarting'
  /** How the way into the store is. */
  delivery: () => Delivery
  version: string
}

const namesPaths = [
  '/api/people',
  '/api/people/{person_id}',
  '/api/people-tasks',
  '/api/records',
  '/api/flags',
  '/api/flags/dismiss',
  '/api/flags/restore',
]

/** The whole server as one function from request to answer. */
export function createApp(deps: AppDeps): { fetch(request: Request, env?: object): Promise<Response> } {
  const authDeps = { ...deps, localToken: deps.secrets.localToken }
  const api = createApi({
    authenticate: (context) => authenticate(context, authDeps),
    // A refused look at names is a look at names too.
    refused: async (route, scope) => {
      if (!namesPaths.includes(route.path)) return
      await deps.audit.record(scope, { action: 'refused', subjectKeys: [], detail: { path: route.path } })
    },
  })
  const { app } = api
  app.onError((error) => answerError(error, deps.log))
  app.use(async (context, next) => {
    const beganMs = Date.now()
    await next()
    for (const [name, value] of securityHeaders(context.req.path)) context.res.headers.set(name, value)
    deps.metrics.answered(context, routeName(context), beganMs)
    const { method } = context.req
    const ms = Date.now() - beganMs
    deps.requestLog.api({ method, route: routePatternOf(context), status: context.res.status, ms })
  })
  addAccessRoutes(api, deps)
  addBiRoutes(api, deps)
  addMeasureRoutes(api, deps)
  addPeopleRoutes(api, deps)
  addPeopleTasksRoutes(api, deps)
  addRecordRoutes(api, deps)
  addFeedbackRoutes(api, deps)
  addFlagRoutes(api, deps)
  addPhaseRoutes(api, deps)
  addStatusRoutes(api, deps)
  addSourceRoutes(api, deps)
  addDeadLetterRoutes(api, deps)
  addProgramRoutes(api, deps)
  addImportRoutes(api, deps)
  addOperationRoutes(api, deps)
  addServerRoutes(app, deps)
  return { fetch: async (request, env) => app.fetch(stripBase(request, deps.basePath), env) }
}

function addServerRoutes(app: OpenAPIHono, deps: AppDeps): void {
  app.get('/healthz', (context) => context.json({ state: 'alive' }))
  app.get('/readyz', async (context) => {
    const state = await deps.readiness()
    return context.json({ state }, state === 'ready' ? 200 : 503, state === 'ready' ? {} : { 'Retry-After': '2' })
  })
  app.get('/metrics', async (context) => {
    if (!deps.metricsPublic && !isLoopback(addressOf(context, deps.trustProxy))) throw notFound()
    return context.text(await deps.metrics.text(), 200, { 'Content-Type': deps.metrics.contentType })
  })
  const document = openApiDocument(app, deps)
  app.get('/openapi.json', (context) => context.json(document))
  app.get('/docs', (context) => context.redirect(`${deps.basePath}/docs/`, 302))
  app.notFound((context) => serveStatic(context, deps.files))
}

function openApiDocument(app: OpenAPIHono, { version, basePath }: AppDeps): object {
  app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer' })
  app.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: sessionCookie,
  })
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'Takehold', version, description: 'Adoption analytics for CRM rollouts.' },
    servers: [{ url: `${basePath}/` }],
    security: [{ bearer: [] }, { session: [] }],
  })
}

function serveStatic({ req }: Context, files: Map<string, StaticFile>): Response {
  if (req.method !== 'GET' && req.method !== 'HEAD') return notFound().response()
  const file = files.get(req.path === '/' ? '/index.html' : req.path)
  if (file) return serveFile(file, req.raw)
  // Pages of the dashboard are known to it alone; a file that is missing is missing.
  const isPage = !/^\/(api|v1|docs|assets)(\/|$)/.test(req.path) && !/\.[a-z0-9]+$/i.test(req.path)
  const index = isPage ? files.get('/index.html') : undefined
  return index ? serveFile(index, req.raw) : notFound().response()
}

// A proxy may leave its path in front or take it off; both arrive at the same routes.
function stripBase(request: Request, basePath: string): Request {
  if (basePath === '') return request
  const url = new URL(request.url)
  if (url.pathname !== basePath && !url.pathname.startsWith(`${basePath}/`)) return request
  url.pathname = url.pathname.slice(basePath.length) || '/'
  return new Request(url, request)
}

function answerError(error: Error, log: Logger): Response {
  if (error instanceof Problem) return error.response()
  if (error instanceof StoreDown) {
    const detail = 'The database is starting again. Nothing is lost; ask again in a moment.'
    return new Problem(503, 'store_restarting', 'The store is restarting', detail, { retry_after_s: 2 }).response()
  }
  log.error({ err: error }, 'a request failed')
  return new Problem(500, 'internal', 'Something went wrong', 'The server has written down what happened.').response()
}

function routeName({ req }: Context): string {
  return req.path.startsWith('/api/') ? req.path.split('/').slice(0, 3).join('/') : 'other'
}

function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address)
}

function notFound(): Problem {
  return new Problem(404, 'not_found', 'Not found', 'There is nothing at this address.')
}
