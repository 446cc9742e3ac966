import type { ImportReport } from '../../schema/datasets/import-report.ts'
import type { MeasuredOrganisation } from './measured-organisation.ts'
import { openDice } from './oracle/random/dice.ts'
import type { Switches, arrivals as ways } from './organisation-shape.ts'
import type { RandomOrganisation } from './random-organisation.ts'

type Step = () => Promise<unknown>
type Dataset = Parameters<MeasuredOrganisation['load']>[0]

// Another definition, another week.
const otherRules = 'week_start: sunday\nthresholds: { active_share: 0.7, lapsed_after: 3 }\n'

/** Imports an organisation: most of it is derived by one start, as after a kill; what is late is derived as it comes. */
export async function importOrganisation(
  target: MeasuredOrganisation,
  made: RandomOrganisation,
  arrivals: Partial<Switches<(typeof ways)[number]>> = {},
): Promise<void> {
  const { early, late } = inOrder(target, made, arrivals)
  target.loseChanges()
  for (const step of early) await step()
  await target.reopen()
  for (const step of late) {
    // What was answered on the way must not stay.
    await target.ask('adoption', { on: made.dates.at(-1) ?? '' })
    await step()
  }
}

function inOrder(
  target: MeasuredOrganisation,
  { files, program }: RandomOrganisation,
  arrivals: Partial<Switches<(typeof ways)[number]>>,
): { early: Step[]; late: Step[] } {
  const dice = openDice(files.events.length)
  const taken = new Map<string, ImportReport>()
  const file = (dataset: Dataset, text: string) => async () => {
    if (text === '') return
    const report = await target.load(dataset, text)
    if (report.rejected > 0) throw new Error(`${dataset}: ${JSON.stringify(report.rejects)}`)
    if (!taken.has(text)) taken.set(text, report)
  }
  const roster = splitBy(files.roster, (_, n, lines) => n < lines / 2)
  const events = splitBy(files.events, (line) => /^m-\d*[0-2]\D/.test(line))
  const others = (['holidays', 'leave', 'accounts', 'training', 'outcomes', 'feedback'] as const).map((dataset) =>
    file(dataset, files[dataset]),
  )
  // Values are judged by the program that holds when they come, so records follow it.
  const records = [file('records', files.records), file('records', files.recordsLater)]
  const parts = [
    { steps: roster.map((part) => file('roster', part)), lateFrom: arrivals.late_roster ? dice.int(0, 1) : 2 },
    { steps: events.map((part) => file('events', part)), lateFrom: arrivals.late_events ? 1 : 2 },
    { steps: [() => target.apply(program), ...records], lateFrom: arrivals.late_program ? 0 : 3 },
  ]
  const inTurn = dice.chance(0.5) ? parts : parts.reverse()
  const early = [...others, ...inTurn.flatMap(({ steps, lateFrom }) => steps.slice(0, lateFrom))]
  const late: Step[] = inTurn.flatMap(({ steps, lateFrom }) => steps.slice(lateFrom))
  if (arrivals.late_program && dice.chance(0.5)) early.unshift(() => target.apply(otherRules))
  const known = { roster: roster[1], events: events[1], leave: files.leave }
  const again = () => {
    const dataset = dice.pick(['roster', 'events', 'events', 'leave'] as const)
    return { text: known[dataset], load: file(dataset, known[dataset]) }
  }
  if (arrivals.sent_twice) late.push(again().load)
  if (arrivals.taken_back) {
    const { text, load } = again()
    late.push(async () => {
      const report = taken.get(text)
      if (report !== undefined) await target.undo(report)
      await load()
    })
  }
  return { early, late }
}

// The lines that belong to the first part, and the others, each behind the header; no cell holds a line break.
function splitBy(csv: string, isFirst: (line: string, n: number, lines: number) => boolean): [string, string] {
  const [header = '', ...lines] = csv.trimEnd().split('\n')
  const part = (wanted: boolean) => {
    const some = lines.filter((line, n) => isFirst(line, n, lines.length) === wanted)
    return some.length === 0 ? '' : [header, ...some, ''].join('\n')
  }
  return [part(true), part(false)]
}
