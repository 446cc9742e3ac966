import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import type { DatasetName } from '../../schema/datasets/dataset.ts'
import { discardDeadLettersRoute, replayDeadLettersRoute } from '../../schema/routes/dead-letters.ts'
import { apiUrl, request } from './request.ts'
import { deadLettersKey } from './use-dead-letters.ts'
import { sourcesKey } from './use-sources.ts'

/** Which dead letters are meant: by id, or all that wait with a reason. */
export type Choice = { ids: string[] } | { where: { code: string; dataset: DatasetName } }

/** What became of dead letters that were tried again. */
export type Replayed = z.infer<typeof replayDeadLettersRoute.answer>

/** Tries dead letters again with values set right; with `dryRun` only says what would become of them. */
export function useReplayDeadLetters() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ choice, repair, dryRun }: { choice: Choice; repair: Record<string, string>; dryRun: boolean }) =>
      request(apiUrl('dead/replay'), replayDeadLettersRoute.answer, {
        method: 'POST',
        body: { ...choice, repair, dry_run: dryRun },
      }),
    onSuccess: (_, { dryRun }) => (dryRun ? undefined : forget(client)),
  })
}

/** Gives dead letters up, with the reason why. */
export function useDiscardDeadLetters() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ choice, reason }: { choice: Choice; reason: string }) =>
      request(apiUrl('dead/discard'), discardDeadLettersRoute.answer, { method: 'POST', body: { ...choice, reason } }),
    onSuccess: () => forget(client),
  })
}

async function forget(client: QueryClient): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: [...deadLettersKey, 'list'] }),
    client.invalidateQueries({ queryKey: sourcesKey }),
  ])
}
