import type { Behaviour } from './demo-company.ts'
import { type DemoPerson, placeOf } from './demo-person.ts'
import { type DemoSpan, dateOf } from './demo-span.ts'
import { openDice } from './seeded-dice.ts'

/** What was asked, always in the same words. */
export const demoQuestion = 'How much does the CRM help you in your work? (1 to 5)'

/** Reasons to choose from; people of the sample company know some more that their leads told of. */
export const demoReasons = [
  ...['Saves me time', 'I know my customers better', 'Too many fields', 'No time for it', 'Too slow on the phone'],
  ...['I enter everything twice', 'The old system is quicker', 'Nobody looks at it', 'I was not trained'],
]

/** Scores and reasons of people who take to the CRM in one way; whoever sees nothing in it seldom answers. */
type Voice = { answers: number; scores: readonly number[]; reasons: readonly string[] }

const willing: Voice = {
  answers: 0.6,
  scores: [3, 4, 4, 5],
  reasons: ['Saves me time', 'I know my customers better', 'Too many fields'],
}
const halfway: Voice = {
  answers: 0.5,
  scores: [2, 3, 3, 4],
  reasons: ['Too many fields', 'No time for it', 'Training came too early'],
}
const stopped: Voice = {
  answers: 0.6,
  scores: [1, 2, 2, 3],
  reasons: ['Too slow on the phone', 'I enter everything twice', 'Nobody looks at it'],
}
const outside: Voice = { answers: 0.3, scores: [1, 2, 3], reasons: ['I was not trained', 'Not part of my work'] }
const elsewhere: Voice = {
  answers: 0.6,
  scores: [1, 2],
  reasons: ['I enter everything twice', 'The old system is quicker'],
}

const voices: Readonly<Record<Behaviour, Voice>> = {
  steady: willing,
  perfunctory: { ...halfway, reasons: ['Entered for the report only', 'Too many fields'] },
  rare: halfway,
  narrow: halfway,
  stopped,
  tried: stopped,
  looks_only: outside,
  absent: outside,
  automated_only: outside,
  legacy_only: elsewhere,
}

/** Answers to the one question, some people asked twice: the newer answer holds. */
export function feedbackRows(people: readonly DemoPerson[], span: DemoSpan) {
  return people.flatMap((person) => {
    const dice = openDice(`feedback ${person.personId}`)
    const { answers, scores, reasons } = voices[person.behaviour]
    const asked = [span.lastDay - dice.int(50, 80), span.lastDay - dice.int(3, 25)]
    return asked
      .filter((day) => dice.chance(answers) && day >= span.goLive[person.wave] && day < (placeOf(person).to ?? day + 1))
      .map((day) => ({
        person_id: person.personId,
        at: `${dateOf(day)}T${dice.int(10, 15)}:${dice.int(10, 59)}:00Z`,
        question: demoQuestion,
        // Somebody gives a reason and no score now and then.
        score: dice.chance(0.95) ? String(dice.pick(scores)) : '',
        reason: dice.pick(reasons),
      }))
  })
}
