import { type UseQueryResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import { answerFeedbackRoute, feedbackRoute } from '../../schema/routes/feedback.ts'
import { apiUrl, request } from './request.ts'
import { useSession } from './use-session.ts'

const feedbackKey = ['feedback'] as const
const freshMs = 300_000

/** What the viewer is asked, and their own newest answer. */
export type Feedback = z.infer<typeof feedbackRoute.answer>

/** What an answer says. */
export type FeedbackAnswer = z.infer<typeof answerFeedbackRoute.body & {}>

/** What the viewer is asked; asked of the server only for somebody who is a person. */
export function useFeedback(): UseQueryResult<Feedback> {
  const { data: session } = useSession()
  return useQuery({
    queryKey: feedbackKey,
    queryFn: ({ signal }) => request(apiUrl('feedback'), feedbackRoute.answer, { signal }),
    staleTime: freshMs,
    enabled: session?.person_id != null,
  })
}

/** Sends an answer; sent twice it is one. */
export function useAnswerFeedback() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: FeedbackAnswer) =>
      request(apiUrl('feedback'), answerFeedbackRoute.answer, { method: 'POST', body }),
    onSuccess: () => client.invalidateQueries({ queryKey: feedbackKey }),
  })
}
