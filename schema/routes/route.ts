import type { z } from 'zod'
import type { Role } from './role.ts'

/** One API route: everything that the server, its OpenAPI document and a typed client need to know. */
export interface Route<
  Params extends z.ZodObject = z.ZodObject,
  Query extends z.ZodObject = z.ZodObject,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> {
  method: 'get' | 'post' | 'put' | 'delete'
  /** Path with `{name}` for each member of `params`. */
  path: `/api/${string}`
  summary: string
  /** Roles that may call it; null for a route that answers everyone. */
  roles: readonly Role[] | null
  params?: Params
  query?: Query
  /** JSON body. */
  body?: Body
  answer: Answer
}

/** Checks a route against its interface and keeps its exact type. */
export function defineRoute<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
  Answer extends z.ZodType,
>(route: Route<Params, Query, Body, Answer>): Route<Params, Query, Body, Answer> {
  return route
}
