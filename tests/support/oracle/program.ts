import { type Day, parseDay } from './day.ts'
import type { ProgramFile } from './inputs.ts'
import { type TenThousandths, tenThousandths } from './ten-thousandths.ts'

/** The seven thresholds of section 3; shares in ten-thousandths. */
export interface Thresholds {
  activeShare: TenThousandths
  blocksRequired: number
  breadthShare: TenThousandths
  lapsedAfter: number
  measuredBlocks: number
  measuredDays: number
  blockDays: number
}

/** A phase with its scope as lists; a phase that lists nothing covers everyone. */
export interface Phase {
  id: string
  goLive: Day
  departments: string[]
  teams: string[]
  roles: string[]
  people: string[]
  adoptionTarget: TenThousandths | null
}

/** The program with every default filled in. */
export interface Program {
  file: ProgramFile
  timezone: string
  /** Monday is 0. */
  weekStart: number
  floor: number
  thresholds: Thresholds
  phases: Phase[]
  crmApps: string[]
}

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

/** Fills in the defaults of a program file, or of none. */
export function readProgram(file: ProgramFile = {}): Program {
  return {
    file,
    timezone: file.timezone ?? 'UTC',
    weekStart: WEEKDAYS.indexOf(file.week_start ?? 'monday'),
    floor: file.privacy?.floor ?? 5,
    thresholds: readThresholds(file.thresholds ?? {}),
    phases: readPhases(file),
    crmApps: file.apps?.crm ?? [],
  }
}

function readThresholds(given: Record<string, number>): Thresholds {
  return {
    activeShare: tenThousandths(given.active_share ?? 0.4),
    blocksRequired: given.blocks_required ?? 3,
    breadthShare: tenThousandths(given.breadth_share ?? 0.6),
    lapsedAfter: given.lapsed_after ?? 10,
    measuredBlocks: given.measured_blocks ?? 2,
    measuredDays: given.measured_days ?? 5,
    blockDays: given.block_days ?? 2,
  }
}

function readPhases(file: ProgramFile): Phase[] {
  const phases = (file.phases ?? []).map((phase) => ({
    id: phase.id,
    goLive: parseDay(phase.go_live),
    departments: phase.scope?.departments ?? [],
    teams: phase.scope?.teams ?? [],
    roles: phase.scope?.roles ?? [],
    people: phase.scope?.people ?? [],
    adoptionTarget: phase.targets?.adoption === undefined ? null : tenThousandths(phase.targets.adoption),
  }))
  if (phases.length > 0) return phases
  // Nobody stands on the roster before the first roster date, so "from the first roster date" is "always".
  const everyone = { departments: [], teams: [], roles: [], people: [] }
  return [{ id: 'all', goLive: 0, ...everyone, adoptionTarget: null }]
}
