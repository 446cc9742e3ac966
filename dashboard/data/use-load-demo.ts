import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import { demoRoute } from '../../schema/routes/operations.ts'
import { apiUrl, request } from './request.ts'

type Loaded = z.infer<typeof demoRoute.answer>

/** Fills the empty store with the sample company; ends when everything is measured. */
export function useLoadDemo(): UseMutationResult<Loaded, Error, void> {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => request(apiUrl('demo'), demoRoute.answer, { method: 'POST' }),
    onSuccess: () => client.invalidateQueries(),
  })
}
