import { builtInActions } from './built-in-actions.ts'
import { mergeCatalogue } from './catalogue.ts'
import { checkObjects } from './check-objects.ts'
import { checkPhases } from './check-phases.ts'
import { errorAt, type Finding, warningAt } from './finding.ts'
import type { Program } from './program.ts'

/** What no single line shows: parts of a program that contradict each other or can have no effect. */
export function checkProgram(program: Program): Finding[] {
  return [
    ...checkPrivacy(program),
    ...checkApps(program),
    ...checkPhases(program.phases),
    ...checkActions(program),
    ...checkRoles(program),
    ...checkObjects(program.objects),
  ]
}

function checkPrivacy({ privacy }: Program): Finding[] {
  const findings: Finding[] = []
  if (privacy.floor === 1) {
    findings.push(warningAt(['privacy', 'floor'], '1 switches suppression off: numbers of single people are shown'))
  }
  if (privacy.sponsor_floor < privacy.floor) {
    findings.push(
      warningAt(
        ['privacy', 'sponsor_floor'],
        `${privacy.sponsor_floor} is below floor; sponsors would see smaller groups than others`,
      ),
    )
  }
  return findings
}

function checkApps({ apps }: Program): Finding[] {
  return apps.crm
    .filter((app) => apps.legacy.includes(app))
    .map((app) =>
      errorAt(['apps', 'legacy', apps.legacy.indexOf(app)], `"${app}" is also listed as crm; it can be one of them`),
    )
}

function checkActions({ actions }: Program): Finding[] {
  const firstAt = new Map<string, number>()
  return actions.flatMap((action, index) => {
    const key = JSON.stringify([action.event, action.object])
    const earlier = firstAt.get(key)
    firstAt.set(key, earlier ?? index)
    const name = action.object ? `"${action.event}" of ${action.object}` : `"${action.event}"`
    if (earlier !== undefined) return [errorAt(['actions', index], `${name} is already listed as actions[${earlier}]`)]
    if (action.class === undefined && !builtInActions.some((line) => line.event === action.event)) {
      return [errorAt(['actions', index], `${name} needs a class: presence, consume, contribute or process`)]
    }
    return []
  })
}

function checkRoles(program: Program): Finding[] {
  const catalogue = mergeCatalogue(program.actions)
  return Object.entries(program.roles).flatMap(([role, { promote }]) =>
    promote.flatMap((event, index) => {
      const path = ['roles', role, 'promote', index]
      const classes = catalogue.filter((line) => line.event === event).map((line) => line.class)
      if (classes.length === 0) return [warningAt(path, `"${event}" is not in the catalogue, so it has no effect`)]
      if (classes.includes('consume')) return []
      return classes.includes('presence')
        ? [warningAt(path, `"${event}" is presence, which can never be promoted, so it has no effect`)]
        : [warningAt(path, `"${event}" counts for every role already, so it has no effect`)]
    }),
  )
}
