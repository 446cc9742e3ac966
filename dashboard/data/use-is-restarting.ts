import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useSyncExternalStore } from 'react'
import { isTemporary } from './api-problem.ts'

/** Whether something that is asked for right now fails for a reason that goes away by itself. */
export function useIsRestarting(): boolean {
  const cache = useQueryClient().getQueryCache()
  const subscribe = useCallback((listener: () => void) => cache.subscribe(listener), [cache])
  return useSyncExternalStore(subscribe, () =>
    cache.getAll().some((query) => query.isActive() && isTemporary(query.state.fetchFailureReason)),
  )
}
