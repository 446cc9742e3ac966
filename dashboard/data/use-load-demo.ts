import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { apiUrl, request } from './request.ts'

/** Fills the empty store with the sample company; ends when everything is measured. */
export function useLoadDemo(): UseMutationResult<unknown, Error, void> {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => request(apiUrl('demo'), z.unknown(), { method: 'POST' }),
    onSuccess: () => client.invalidateQueries(),
  })
}
