import { openEnd } from '../../schema/calendar-date.ts'
import { mergeCatalogue } from '../../schema/program/catalogue.ts'
import { coversEveryone } from '../../schema/program/check-phases.ts'
import type { Condition } from '../../schema/program/condition.ts'
import type { Phase, Targets } from '../../schema/program/phase.ts'
import { type Program, weekdays } from '../../schema/program/program.ts'
import { tenThousandths } from '../../schema/program/share.ts'
import type { PersonKeys } from '../access/person-key.ts'
import { splitConditions } from './split-conditions.ts'

/** A program taken apart into the rows of the program_* tables, without program_versions. */
export function programRows(program: Program, version: number, personKeys: PersonKeys) {
  return {
    program_settings: [settingsRow(program, version)],
    program_phases: phaseRows(program, version, personKeys),
    program_departments: Object.entries(program.departments).map(([department, own]) => ({
      version,
      department,
      ...targetColumns(own.targets),
    })),
    program_actions: mergeCatalogue(program.actions).map((line) => ({ version, ...line })),
    program_roles: roleRows(program, version),
    program_objects: Object.entries(program.objects).map(([object, rules]) => ({
      version,
      object,
      ...conditionColumns('open', rules.open_when),
    })),
    program_fields: fieldRows(program, version),
  }
}

/** Ids of people that a program names. */
export function peopleNamed(program: Program): string[] {
  const named = program.phases.flatMap(({ owner, scope }) => [owner, ...scope.people])
  return [...new Set(named)].filter((personId) => personId !== '')
}

function settingsRow(program: Program, version: number) {
  const { thresholds, privacy, apps } = program
  return {
    version,
    organisation: program.organisation,
    timezone: program.timezone,
    week_start: weekdays.indexOf(program.week_start) + 1,
    ...privacy,
    ...thresholds,
    active_share: tenThousandths(thresholds.active_share),
    breadth_share: tenThousandths(thresholds.breadth_share),
    ...targetColumns(program.targets),
    crm_apps: apps.crm,
    legacy_apps: apps.legacy,
  }
}

function phaseRows({ phases }: Program, version: number, personKeys: PersonKeys) {
  const rows = phases.map((phase, ordinal) => phaseRow(phase, ordinal, version, personKeys))
  if (rows.length > 0) return rows
  // Nobody stands on the roster before the first roster date, so live from the first day of time says the same.
  const scope = { departments: [], teams: [], roles: [], people: [] }
  const implicit = { id: 'all', name: 'Everyone', owner: '', scope, go_live: '1970-01-01', targets: {} }
  return [phaseRow({ ...implicit, retargeted: '', agreed_actions: [] }, 0, version, personKeys)]
}

function phaseRow(phase: Phase, ordinal: number, version: number, personKeys: PersonKeys) {
  const { scope } = phase
  return {
    version,
    ordinal,
    phase: phase.id,
    name: phase.name,
    owner_key: personKeys.keyOf(phase.owner),
    everyone: coversEveryone(phase) ? 1 : 0,
    departments: scope.departments,
    teams: scope.teams,
    roles: scope.roles,
    person_keys: scope.people.map((personId) => personKeys.keyOf(personId)),
    go_live: storable(phase.go_live),
    target_date: phase.target_date === undefined ? null : storable(phase.target_date),
    ...targetColumns(phase.targets),
    retargeted: phase.retargeted,
  }
}

// The Date column ends here; a phase that goes live later goes live never, which is the same for every reader.
function storable(date: string): string {
  if (date < '1970-01-01') return '1970-01-01'
  return date > openEnd ? openEnd : date
}

// Only consume can be promoted, whoever lists what.
function roleRows({ roles, actions }: Program, version: number) {
  const consumed = new Set(mergeCatalogue(actions).flatMap((line) => (line.class === 'consume' ? [line.event] : [])))
  return Object.entries(roles).map(([role, profile]) => ({
    version,
    role,
    core_tasks: profile.core_tasks,
    promote: profile.promote.filter((event) => consumed.has(event)),
  }))
}

function fieldRows({ objects }: Program, version: number) {
  return Object.entries(objects).flatMap(([object, { fields }]) =>
    Object.entries(fields).map(([field, rule]) => ({
      version,
      object,
      field,
      critical: rule.critical ? 1 : 0,
      weight: tenThousandths(rule.weight),
      is_key: rule.key ? 1 : 0,
      ...conditionColumns({ field }, rule.when),
    })),
  )
}

function conditionColumns(rule: { field: string } | 'open', conditions: Readonly<Record<string, Condition>>) {
  const split = splitConditions(rule, conditions)
  return {
    stage_in: split.stageIn,
    stage_not: split.stageNot,
    origin_in: split.originIn,
    origin_not: split.originNot,
    conditions_in: split.fields.filter(({ wanted }) => Array.isArray(wanted)).map(({ key }) => key),
    conditions_not: split.fields.filter(({ wanted }) => !Array.isArray(wanted)).map(({ key }) => key),
  }
}

function targetColumns({ adoption, completeness, represented }: Targets) {
  return {
    target_adoption: adoption === undefined ? null : tenThousandths(adoption),
    target_completeness: completeness === undefined ? null : tenThousandths(completeness),
    target_represented: represented === undefined ? null : tenThousandths(represented),
  }
}
