import type { z } from 'zod'
import type { Program } from '../../schema/program/program.ts'
import { answerFeedbackRoute, feedbackRoute } from '../../schema/routes/feedback.ts'
import type { Scope } from '../access/scope.ts'
import { Problem } from '../problem.ts'
import { loadProgram } from '../program/load-program.ts'
import type { Api } from '../serve-route.ts'
import { parseStoredInstant } from '../store/instant.ts'
import type { Store } from '../store/open-store.ts'
import { readDataState } from './data-state.ts'
import { heldAnswer, storeAnswer } from './feedback-answers.ts'

type Asked = NonNullable<Program['feedback']>
type Given = z.infer<typeof answerFeedbackRoute.body & {}>

/** The question that people are asked, and their answers: of whoever is signed in, and of nobody else. */
export function addFeedbackRoutes(api: Api, { store }: { store: Store }): void {
  // Two clicks at once would both find that nothing is there yet.
  let turn: Promise<unknown> = Promise.resolve()
  api.serve(feedbackRoute, async ({ scope: { personKey } }) => {
    const { feedback, timezone, privacy } = (await loadProgram(store)).program
    const question = feedback?.question ?? null
    const answer =
      question === null || personKey === null ? undefined : await heldAnswer(store, { personKey, question })
    return {
      question,
      scale: feedback?.scale ?? { min: 1, max: 5 },
      reasons: feedback?.reasons ?? [],
      may_answer: personKey !== null,
      own: answer ? { on: dayOf(answer.at, timezone), score: answer.score, reason: answer.reason } : null,
      floor: privacy.floor,
      sponsor_floor: privacy.sponsor_floor,
    }
  })
  api.serve(answerFeedbackRoute, async ({ body, scope }) => {
    const personKey = personOf(scope)
    const { feedback, timezone } = (await loadProgram(store)).program
    const { question, score, reason } = check(feedback, body)
    const { today: on } = await readDataState(store)
    const stored = turn.then(() => storeAnswer(store, { personKey, question }, { on, timezone, score, reason }))
    turn = stored.catch(() => undefined)
    return { on, stored: await stored }
  })
}

function personOf({ personKey }: Scope): string {
  if (personKey !== null) return personKey
  const detail = 'This credential is nobody’s. Sign in by a link that was made for a person.'
  throw new Problem(403, 'not_a_person', 'Only people answer', detail)
}

function check(asked: Asked | undefined, given: Given): Given {
  if (asked?.question !== given.question) {
    const detail = 'This question is not asked any more. Load the page again to see what is asked now.'
    throw new Problem(409, 'question_changed', 'The question has changed', detail)
  }
  const { min, max } = asked.scale
  if (given.score !== null && (given.score < min || given.score > max)) {
    throw invalid(`score must be from ${min} to ${max}, or null.`)
  }
  if (given.reason !== '' && !asked.reasons.includes(given.reason)) throw invalid('reason must be one of the list.')
  if (given.score === null && given.reason === '') throw invalid('A score or a reason is needed.')
  return given
}

function invalid(detail: string): Problem {
  return new Problem(400, 'invalid_body', 'The request cannot be read', detail)
}

function dayOf(at: string, timezone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: timezone }).format(parseStoredInstant(at))
}
