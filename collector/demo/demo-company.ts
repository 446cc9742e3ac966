/** Ways in which somebody takes to the CRM. */
export const behaviours = [
  'steady', // regular and broad
  'perfunctory', // enters the week in one go on Friday
  'rare', // now and then
  'narrow', // often, but always the same task
  'stopped', // was at it and stopped
  'tried', // two days in the beginning
  'looks_only', // signs in and looks, enters nothing
  'absent', // never seen
  'legacy_only', // stays in the old system
  'automated_only', // only software acts in the name
] as const

/** How somebody takes to the CRM. */
export type Behaviour = (typeof behaviours)[number]

/** A team with where and when it works. */
export type DemoTeam = { name: string; size: number; zone: string; calendar: string; workdays: readonly number[] }

/** A department: its wave, role, teams, and how many people take to the CRM in which way. */
export type DemoDepartment = {
  name: string
  wave: 0 | 1 | 2
  role: string
  teams: readonly DemoTeam[]
  mix: Readonly<Partial<Record<Behaviour, number>>>
}

/** Monday to Friday. */
export const officeWeek: readonly number[] = [0, 1, 2, 3, 4]
const gulfWeek: readonly number[] = [6, 0, 1, 2, 3]

const swiss = (name: string, size: number): DemoTeam => team(name, size, 'Europe/Zurich', 'CH')
const american = (name: string, size: number): DemoTeam => team(name, size, 'America/New_York', 'US')

function team(name: string, size: number, zone: string, calendar: string, workdays = officeWeek): DemoTeam {
  return { name, size, zone, calendar, workdays }
}

/** Name of the company; it says that nothing in it is real. */
export const organisation = 'Nordwind Instruments (generated demo)'

/** Nine departments with a story each: service is excellent, key accounts lack one person, field service stalls. */
export const departments: readonly DemoDepartment[] = [
  {
    name: 'Field Sales',
    wave: 0,
    role: 'sales_rep',
    teams: [
      swiss('Field Alps', 16),
      swiss('Field Rhine', 15),
      swiss('Field Jura', 14),
      american('Field Americas', 15),
      team('Field Gulf', 10, 'Asia/Dubai', 'AE', gulfWeek),
      team('Field Pacific', 8, 'Asia/Singapore', 'SG'),
    ],
    mix: {
      steady: 48,
      perfunctory: 4,
      rare: 8,
      narrow: 8,
      stopped: 4,
      tried: 2,
      looks_only: 2,
      absent: 1,
      automated_only: 1,
    },
  },
  {
    name: 'Inside Sales',
    wave: 0,
    role: 'inside_sales_rep',
    teams: [swiss('Inside Alps', 20), swiss('Inside Benelux', 17), american('Inside Americas', 15)],
    mix: { steady: 40, perfunctory: 2, rare: 4, narrow: 3, stopped: 1, looks_only: 1, absent: 1 },
  },
  {
    // 34 measured, a target of 0.7: 24 people are needed, 23 are there.
    name: 'Key Accounts',
    wave: 0,
    role: 'key_account_manager',
    teams: [swiss('Key Accounts Europe', 20), american('Key Accounts Americas', 14)],
    mix: { steady: 21, perfunctory: 2, rare: 4, narrow: 3, stopped: 1, looks_only: 2, absent: 1 },
  },
  {
    name: 'Marketing',
    wave: 1,
    role: 'marketer',
    teams: [swiss('Campaigns', 16), swiss('Events', 11), swiss('Product Marketing', 9)],
    mix: { steady: 21, perfunctory: 1, rare: 5, narrow: 4, stopped: 1, tried: 1, looks_only: 2, absent: 1 },
  },
  {
    name: 'Customer Service',
    wave: 1,
    role: 'service_agent',
    teams: [
      swiss('Service Desk', 24),
      american('Service Desk Americas', 20),
      team('Service Desk Pacific', 16, 'Pacific/Auckland', 'NZ'),
    ],
    mix: { steady: 55, rare: 2, narrow: 1, stopped: 1, looks_only: 1 },
  },
  {
    name: 'Field Service',
    wave: 1,
    role: 'field_technician',
    teams: [swiss('Technicians North', 24), swiss('Technicians South', 24), american('Technicians Americas', 18)],
    mix: {
      steady: 15,
      rare: 8,
      narrow: 4,
      stopped: 14,
      tried: 6,
      looks_only: 5,
      absent: 4,
      legacy_only: 9,
      automated_only: 1,
    },
  },
  {
    name: 'Finance',
    wave: 2,
    role: 'analyst',
    teams: [swiss('Billing', 14), swiss('Controlling', 11), swiss('Legal Desk', 3)],
    mix: { steady: 18, rare: 4, narrow: 2, tried: 1, looks_only: 2, absent: 1 },
  },
  {
    name: 'Operations',
    wave: 2,
    role: 'coordinator',
    teams: [swiss('Order Desk', 18), swiss('Logistics', 18), swiss('', 2)],
    mix: { steady: 22, rare: 5, narrow: 3, stopped: 2, tried: 1, looks_only: 2, absent: 3 },
  },
  {
    name: 'Leadership',
    wave: 2,
    role: 'executive',
    teams: [swiss('Board', 8)],
    mix: { steady: 6, looks_only: 1, stopped: 1 },
  },
]

/** Core tasks of each role; `promote` are the consume events that are its work. */
export const roles: Readonly<Record<string, { core_tasks: string[]; promote?: string[] }>> = {
  sales_rep: {
    core_tasks: ['log_activity', 'update_opportunity', 'create_opportunity', 'create_contact', 'move_opportunity'],
  },
  inside_sales_rep: { core_tasks: ['log_activity', 'create_contact', 'update_contact', 'update_opportunity'] },
  key_account_manager: {
    core_tasks: ['log_activity', 'update_account', 'update_opportunity', 'submit_forecast', 'create_contact'],
  },
  marketer: { core_tasks: ['log_activity', 'create_campaign', 'update_campaign', 'update_contact'] },
  service_agent: { core_tasks: ['log_activity', 'create_case', 'update_case', 'complete_task'] },
  field_technician: { core_tasks: ['log_activity', 'complete_task', 'update_case'] },
  team_lead: { core_tasks: ['log_activity', 'view_report', 'submit_forecast'], promote: ['Report Viewed'] },
  executive: { core_tasks: ['view_report'], promote: ['Report Viewed'] },
  default: { core_tasks: ['log_activity', 'update_account', 'complete_task'] },
}
