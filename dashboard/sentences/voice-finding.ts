import { type Finding, finding } from './finding.ts'
import type { Voice } from './measure-answer.ts'

/** States in the order in which it matters what their people say; the others say nothing of the CRM. */
const heardStates: readonly string[] = ['lapsed', 'never_started', 'occasional', 'adopted']

// What too few people say is put together under this name; it is no reason.
const folded = 'other'

// A headline never tells what one person of a few says, not even to those who may see the numbers of small groups.
const answersMin = 2
const answeredMin = 5

/** The answers to the question that most people answered. */
export function mainQuestion(rows: readonly Voice[]): Voice[] {
  const answers = new Map<string, number>()
  for (const row of rows) answers.set(row.question, (answers.get(row.question) ?? 0) + row.answers)
  const [main] = [...answers].toSorted(([a, many], [b, more]) => more - many || a.localeCompare(b))
  return rows.filter(({ question }) => question === main?.[0])
}

/** Answers in the order of the states, the most frequent reason of each first. */
export function rankedAnswers(rows: readonly Voice[]): Voice[] {
  const place = ({ state }: Voice) => heardStates.indexOf(state)
  return rows
    .filter((row) => place(row) >= 0)
    .toSorted((a, b) => place(a) - place(b) || b.answers - a.answers || a.reason.localeCompare(b.reason))
}

/** "“Too slow on the phone” say 6 of 14 people who lapsed and answered": of the state that matters most; null without reasons. */
export function voiceFinding(rows: readonly Voice[]): Finding | null {
  const top = rankedAnswers(rows).find(
    ({ reason, answers, answers_of_state: all }) =>
      reason !== '' && reason !== folded && answers >= answersMin && all >= answeredMin,
  )
  if (top === undefined) return null
  return finding(`voice.${top.state}`, { reason: top.reason, answers: top.answers, all: top.answers_of_state })
}
