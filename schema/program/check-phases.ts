import { errorAt, type Finding, warningAt } from './finding.ts'
import type { Phase } from './phase.ts'

/** Phases that share an id, end before they begin, or can cover nobody. */
export function checkPhases(phases: readonly Phase[]): Finding[] {
  return phases.flatMap((phase, index) => {
    const findings: Finding[] = []
    const earlier = phases.findIndex((other) => other.id === phase.id)
    if (earlier < index)
      findings.push(errorAt(['phases', index, 'id'], `"${phase.id}" is already the id of phases[${earlier}]`))
    if (phase.target_date !== undefined && phase.target_date < phase.go_live) {
      findings.push(
        errorAt(['phases', index, 'target_date'], `${phase.target_date} is before go_live ${phase.go_live}`),
      )
    }
    if (phases.length > 1 && coversEveryone(phase)) {
      findings.push(
        warningAt(['phases', index], `"${phase.id}" names no scope, so it covers everyone from ${phase.go_live}`),
      )
    }
    return [...findings, ...checkAgreedActions(phase, index)]
  })
}

function checkAgreedActions({ agreed_actions }: Phase, index: number): Finding[] {
  return agreed_actions.flatMap(({ agreed_on, due, done_on }, place) =>
    Object.entries({ due, done_on })
      .filter(([, day]) => day !== undefined && day < agreed_on)
      .map(([name, day]) =>
        errorAt(['phases', index, 'agreed_actions', place, name], `${day} is before agreed_on ${agreed_on}`),
      ),
  )
}

/** A phase that names nobody covers everybody. */
export function coversEveryone({ scope }: Phase): boolean {
  return scope.departments.length + scope.teams.length + scope.roles.length + scope.people.length === 0
}
