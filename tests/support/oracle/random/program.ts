import { type Day, formatDay } from '../day.ts'
import type { ProgramFile } from '../inputs.ts'
import { FIRST_DAY, LAST_DAY } from './calendar.ts'
import type { Dice } from './dice.ts'
import { OBJECT_RULES } from './field-values.ts'

/** A program with phases, targets, roles, catalogue and thresholds, or none. */
export function inventProgram(dice: Dice): (ProgramFile & { organisation: string }) | null {
  if (dice.chance(0.15)) return null
  const floor = dice.pick([1, 1, 3])
  return {
    organisation: 'Random',
    timezone: dice.pick(['UTC', 'Europe/Zurich', 'America/New_York', 'Pacific/Auckland']),
    week_start: dice.pick(['monday', 'monday', 'sunday', 'saturday']),
    privacy: { floor, sponsor_floor: floor },
    ...(dice.chance(0.3) ? { thresholds: inventThresholds(dice) } : {}),
    ...(dice.chance(0.6) ? { targets: { adoption: dice.pick([0.5, 0.5555, 0.7, 1]) } } : {}),
    ...(dice.chance(0.5) ? { departments: { Service: { targets: { adoption: dice.pick([0.55, 0.3333]) } } } } : {}),
    ...(dice.chance(0.7) ? { apps: { crm: ['salesforce'], legacy: ['access-db'] } } : {}),
    phases: inventPhases(dice),
    actions: inventActions(dice),
    roles: inventRoles(dice),
    objects: OBJECT_RULES,
    placeholders: ['Unknown Rival', '?'],
  }
}

function inventThresholds(dice: Dice): Record<string, number> {
  return {
    active_share: dice.pick([0.2, 0.4, 0.5, 0.55]),
    blocks_required: dice.pick([3, 4]),
    breadth_share: dice.pick([0.3334, 0.6, 1]),
    lapsed_after: dice.pick([5, 10, 15]),
    measured_blocks: dice.pick([2, 3]),
    measured_days: dice.pick([3, 5, 8]),
    block_days: dice.pick([1, 2, 3]),
  }
}

function inventPhases(dice: Dice): NonNullable<ProgramFile['phases']> {
  const day = () =>
    dice.pick<Day>([FIRST_DAY - 30, dice.int(FIRST_DAY, LAST_DAY - 60), dice.int(FIRST_DAY, LAST_DAY + 20)])
  const phase = (id: string, scope: Record<string, string[]>) => {
    const goLive = day()
    return {
      id,
      name: `Phase ${id}`,
      owner: id === 'agents' ? 'p-02' : 'p-03',
      scope,
      go_live: formatDay(goLive),
      target_date: formatDay(goLive + 120),
      ...(dice.chance(0.7) ? { targets: { adoption: dice.pick([0.4, 0.65, 0.7501, 0.8]) } } : {}),
    }
  }
  const all = [
    phase('sales', { departments: ['Sales'] }),
    phase('agents', { roles: ['agent', 'executive'], people: ['p-02', 'p-03'] }),
    phase('rest', { departments: ['Service', 'Marketing'], teams: ['Lone 1'] }),
    phase('second-sales', { teams: ['Sales 1', 'Service 2'] }),
  ]
  return all.slice(0, dice.pick([0, 1, 2, 3, 3, 4, 4]))
}

function inventActions(dice: Dice): NonNullable<ProgramFile['actions']> {
  const actions = [
    { event: 'Deal Room Opened', class: 'contribute', task: 'log_activity' },
    { event: 'Record Updated', object: 'opportunity', class: 'process', layer: 'collaborative' },
    { event: 'Record Viewed', object: 'account', class: 'presence' },
    { event: 'Task Completed', class: 'consume', task: 'read_task', layer: 'analytical' },
  ]
  return actions.filter(() => dice.chance(0.6))
}

function inventRoles(dice: Dice): NonNullable<ProgramFile['roles']> {
  const roles: [string, { core_tasks?: string[]; promote?: string[] }][] = [
    ['default', { core_tasks: ['log_activity', 'update_opportunity', 'create_contact', 'complete_task'] }],
    ['rep', { core_tasks: ['log_activity', 'update_opportunity', 'submit_forecast'], promote: ['Search Performed'] }],
    ['agent', { core_tasks: ['complete_task'] }],
    ['executive', { core_tasks: ['view_report'], promote: ['Report Viewed'] }],
  ]
  return Object.fromEntries(roles.filter(() => dice.chance(0.8)))
}
