import type { MeasuredOrganisation } from './measured-organisation.ts'
import { type Dice, openDice } from './oracle/random/dice.ts'
import type { RandomOrganisation } from './random-organisation.ts'

type Step = { name: string; run(): Promise<void> }

/** Imports an organisation in an order of its seed: parts come late, some twice, some are taken back and come again. */
export async function importInAnyOrder(
  target: MeasuredOrganisation,
  { files, program, dates }: RandomOrganisation,
  seed: number,
): Promise<string[]> {
  const dice = openDice(seed)
  const file = (dataset: Parameters<MeasuredOrganisation['load']>[0], text: string): Step => ({
    name: dataset,
    run: () => loadSomehow(target, dice, dataset, text),
  })
  const roster = splitBy(files.roster, (_, n, lines) => n < lines / 2)
  const events = splitBy(files.events, (line) => /^m-\d*[0-2],/.test(line))
  const queues: Step[][] = [
    // Values are judged by the program that holds when they come, so records follow it.
    [
      { name: 'program', run: () => applySomehow(target, dice, program) },
      file('records', files.records),
      file('records', files.recordsLater),
    ],
    roster.map((part) => file('roster', part)),
    ...events.map((part) => [file('events', part)]),
    [file('leave', files.leave)],
    [file('holidays', files.holidays)],
    [file('accounts', files.accounts)],
  ]
  const done: string[] = []
  for (;;) {
    const [first, ...others] = queues.filter((queue) => queue.length > 0)
    if (first === undefined) return done
    const step = dice.pick([first, ...others]).shift()
    if (step === undefined) continue
    await step.run()
    done.push(step.name)
    // What was answered on the way must not stay.
    await target.ask('adoption', { on: dates[done.length % dates.length] ?? '' })
  }
}

async function loadSomehow(
  target: MeasuredOrganisation,
  dice: Dice,
  dataset: Parameters<MeasuredOrganisation['load']>[0],
  text: string,
): Promise<void> {
  const report = await target.load(dataset, text)
  if (report.rejected > 0) throw new Error(`${dataset}: ${JSON.stringify(report.rejects)}`)
  const manner = dice.pick(['once', 'once', 'twice', 'undone'])
  if (manner === 'undone') await target.undo(report)
  if (manner !== 'once') await target.load(dataset, text)
}

async function applySomehow(target: MeasuredOrganisation, dice: Dice, program: string): Promise<void> {
  if (dice.chance(0.3)) await target.apply('week_start: sunday\nthresholds: { active_share: 0.7, lapsed_after: 3 }\n')
  await target.apply(program)
}

// The lines that belong to the first part, and the others, each behind the header; no cell holds a line break.
function splitBy(csv: string, isFirst: (line: string, n: number, lines: number) => boolean): [string, string] {
  const [header = '', ...lines] = csv.trimEnd().split('\n')
  const first = lines.filter((line, n) => isFirst(line, n, lines.length))
  const second = lines.filter((line, n) => !isFirst(line, n, lines.length))
  return [[header, ...first, ''].join('\n'), [header, ...second, ''].join('\n')]
}
