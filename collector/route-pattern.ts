import type { Context } from 'hono'
import { routePath } from 'hono/route'

/** The route that answered, as it was defined: `/api/people/:person_id`, never the path that was asked for. */
export function routePatternOf(context: Context): string {
  const pattern = routePath(context, -1)
  return pattern === '*' || pattern === '/*' ? 'other' : pattern
}
