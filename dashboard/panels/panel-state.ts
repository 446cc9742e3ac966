import type { UseQueryResult } from '@tanstack/react-query'
import { isTemporary } from '../data/api-problem.ts'

/** What a panel needs to know of one question to the server. */
export type PanelQuery = Pick<UseQueryResult, 'data' | 'error' | 'failureReason' | 'isPlaceholderData' | 'refetch'>

/** How much of a panel can be drawn. */
export interface PanelState {
  kind: 'loading' | 'ready' | 'error'
  /** The data is of an earlier question, or could not be renewed. */
  stale: boolean
  error: Error | null
  retry: () => void
}

/** The state of a panel that rests on several questions: it is drawn when all are answered. */
export function panelState(queries: readonly PanelQuery[]): PanelState {
  const retry = () => {
    for (const query of queries) if (query.error) void query.refetch()
  }
  const stale = queries.some((query) => query.isPlaceholderData || query.error || isTemporary(query.failureReason))
  const error = queries.find((query) => query.error && query.data === undefined)?.error ?? null
  if (error) return { kind: 'error', stale, error, retry }
  const answered = queries.every((query) => query.data !== undefined)
  return { kind: answered ? 'ready' : 'loading', stale, error: null, retry }
}
