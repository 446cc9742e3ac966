import { parse as parseYaml, stringify as stringifyYaml } from 'yaml'
import type { MeasuredOrganisation } from './measured-organisation.ts'
import { parseFiles } from './oracle/load-folder.ts'
import type { Known } from './oracle/movement.ts'
import { openOrganisation } from './oracle/organisation.ts'
import type { RandomOrganisation } from './random-organisation.ts'

/**
 * Imports an organisation bit by bit: what is known first is told about every date; then events come late, the rules
 * change, and the rest of the events and all leave come late. Answers what was known at each of these times.
 */
export async function tellAndRestate(target: MeasuredOrganisation, made: RandomOrganisation): Promise<Known[]> {
  const { files, program, dates } = made
  const [early, later, last] = inThree(files.events)
  const noLeave = files.leave.slice(0, files.leave.indexOf('\n') + 1)
  const otherRules = stringifyYaml({ ...parseYaml(program), thresholds: { active_share: 0.55, lapsed_after: 6 } })
  const known = (events: string[], leave: string, rules: string, cause: Known['cause']): Known => {
    const text = [events[0], ...events.slice(1).map(withoutHeader)].join('')
    const inputs = parseFiles({ ...files, events: text, leave, program: rules === '' ? undefined : rules })
    return { org: openOrganisation(inputs), cause }
  }

  await target.apply(program)
  await target.load('holidays', files.holidays)
  await target.load('roster', files.roster)
  await target.load('events', early)
  await target.rollup().ensureDays(dates)
  await target.rollup().shown(dates)
  await target.load('events', later)
  await target.apply(otherRules)
  await target.load('events', last)
  await target.load('leave', files.leave)
  return [
    known([early], noLeave, program, 'late_data'),
    known([early, later], noLeave, program, 'late_data'),
    known([early, later], noLeave, otherRules, 'definition'),
    known([early, later, last], files.leave, otherRules, 'late_data'),
  ]
}

// A message that comes twice stays in one part, so that the first to come is the same for everyone.
function inThree(csv: string): [string, string, string] {
  const [header = '', ...lines] = csv.trimEnd().split('\n')
  const partOf = (line: string) => (/^m-\d*[0-4],/.test(line) ? 1 : /^m-\d*[5-6],/.test(line) ? 2 : 0)
  const part = (n: number) => [header, ...lines.filter((line) => partOf(line) === n), ''].join('\n')
  return [part(0), part(1), part(2)]
}

const withoutHeader = (csv: string) => csv.slice(csv.indexOf('\n') + 1)
