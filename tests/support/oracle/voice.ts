import type { Day } from './day.ts'
import { personDay } from './expectation.ts'
import { localDate } from './local-date.ts'
import type { Organisation } from './organisation.ts'
import { groupBy, groupOf, type PeopleDimension } from './population.ts'
import { stateOf } from './state.ts'
import { measuredPeople } from './tasks.ts'

/** A line of the dataset as its file has it. */
export type AnswerLine = Record<string, string>

/** The newest answers of measured people in the 91 days up to the date, by group, question, state and reason. */
export function voice(org: Organisation, lines: AnswerLine[], query: { on: Day; by?: PeopleDimension }) {
  const { on, by } = query
  const newest = newestAnswers(org, lines, on)
  const groups = groupBy(measuredPeople(org, on), (person) =>
    by === undefined ? '' : groupOf(personDay(org, person, on), by),
  )
  return [...groups].flatMap(([group, people]) => {
    const given = people.flatMap((person) =>
      (newest.get(person.personId) ?? []).map((line) => ({ line, state: stateOf(org, person, on).state })),
    )
    const ofStates = groupBy(given, ({ line, state }) => `${line.question}\n${state}`)
    return [...ofStates.values()].flatMap((answers) =>
      [...groupBy(answers, ({ line }) => line.reason ?? '')].map(([reason, same]) => {
        const scores = same.flatMap(({ line }) => (line.score ? [Number(line.score)] : []))
        return {
          group,
          question: same[0]?.line.question,
          state: same[0]?.state,
          reason,
          measured: people.length,
          answers: same.length,
          answers_of_state: answers.length,
          share: same.length / answers.length,
          mean_score: scores.length === 0 ? null : scores.reduce((sum, each) => sum + each, 0) / scores.length,
        }
      }),
    )
  })
}

function newestAnswers(org: Organisation, lines: AnswerLine[], on: Day): Map<string, AnswerLine[]> {
  const zone = org.program.timezone
  const recent = lines.filter(({ at }) => {
    const day = localDate(Date.parse(at ?? ''), zone)
    return on - 90 <= day && day <= on
  })
  const ordered = recent.sort((a, b) => Date.parse(a.at ?? '') - Date.parse(b.at ?? ''))
  const latest = new Map<string, { person: string; line: AnswerLine }>()
  for (const line of ordered) {
    const person = org.roster.personOf.get(line.person_id ?? '') ?? ''
    latest.set(`${person}\n${line.question}`, { person, line })
  }
  const byPerson = groupBy([...latest.values()], ({ person }) => person)
  return new Map([...byPerson].map(([person, each]) => [person, each.map(({ line }) => line)]))
}
