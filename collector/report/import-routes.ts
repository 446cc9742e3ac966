import type { Context } from 'hono'
import { importRoute, importsRoute, undoImportRoute } from '../../schema/routes/imports.ts'
import type { Scope } from '../access/scope.ts'
import { createImportRoutes, type ImportRouteDeps } from '../ingest/import-routes.ts'
import type { Api } from '../serve-route.ts'

/** The routes of imports behind roles; who asks is told to them beside the request. */
export function addImportRoutes(api: Api, { ingest }: Pick<ImportRouteDeps, 'ingest'>): void {
  const actors = new WeakMap<Request, string>()
  const routes = createImportRoutes({ ingest, actorOf: (request) => actors.get(request) ?? 'nobody' })
  // What they throw is answered where everything else is.
  routes.onError((error) => {
    throw error
  })
  const pass = (context: Context, { actor }: Scope) => {
    actors.set(context.req.raw, actor)
    return routes.fetch(context.req.raw)
  }
  api.serve(importRoute, async ({ context, scope }) => pass(context, scope))
  api.serve(importsRoute, async ({ context, scope }) => pass(context, scope))
  api.serve(undoImportRoute, async ({ context, scope }) => pass(context, scope))
}
