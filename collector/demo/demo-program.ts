import { stringify } from 'yaml'
import { departments, organisation, roles } from './demo-company.ts'
import type { DemoPerson } from './demo-person.ts'
import { placeOf } from './demo-person.ts'
import { type DemoSpan, dateOf } from './demo-span.ts'

const waves = [
  { id: 'wave-1', name: 'Sales', dueIn: 24, targets: { adoption: 0.7, completeness: 0.75, represented: 0.6 } },
  { id: 'wave-2', name: 'Marketing and service', dueIn: 45, targets: { adoption: 0.7, completeness: 0.75 } },
  { id: 'wave-3', name: 'Back office and leadership', dueIn: 101, targets: { adoption: 0.7 } },
] as const

/** The demo company's program file. */
export function demoProgram(people: readonly DemoPerson[], span: DemoSpan): string {
  const program = {
    organisation,
    timezone: 'Europe/Zurich',
    week_start: 'monday',
    privacy: { floor: 5, sponsor_floor: 10 },
    targets: { adoption: 0.65, completeness: 0.75, represented: 0.6 },
    departments: { 'Customer Service': { targets: { adoption: 0.8 } }, Finance: { targets: { adoption: 0.6 } } },
    apps: { crm: ['salesforce'], legacy: ['service-sheet'] },
    phases: waves.map(({ id, name, dueIn, targets }, wave) => {
      const scope = departments.filter((department) => department.wave === wave).map((department) => department.name)
      return {
        id,
        name,
        owner: people.find((person) => person.isLead && placeOf(person).department === scope[0])?.personId ?? '',
        scope: { departments: scope },
        go_live: dateOf(span.goLive[wave] ?? span.firstDay),
        target_date: dateOf(span.lastDay + dueIn),
        targets,
      }
    }),
    roles,
    objects,
    placeholders: ['unknown', 'dummy'],
  }
  return `# ${organisation}: nothing in it is real.\n${stringify(program, { aliasDuplicateObjects: false })}`
}

const objects = {
  opportunity: {
    open_when: { stage: { not: ['Won', 'Lost'] } },
    fields: {
      amount: { critical: true, weight: 3, format: 'number', min: 0 },
      close_date: { critical: true, weight: 2, format: 'date' },
      next_step: {},
      competitor: { when: { stage: ['Proposal', 'Negotiation'] } },
      lead_source: { picklist: ['Web', 'Referral', 'Event', 'Partner', 'Other'], default: 'Other' },
      probability: { format: 'integer', min: 0, max: 100, weight: 0.5 },
    },
  },
  account: {
    fields: {
      industry: { critical: true, picklist: ['Chemicals', 'Energy', 'Food', 'Healthcare', 'Machinery', 'Transport'] },
      website: { format: 'url' },
      phone: { format: 'phone' },
      employees: { format: 'integer', min: 1, weight: 0.5 },
      customer_number: { critical: true, weight: 2, regex: '^NW-\\d{5}$', key: true },
    },
  },
  contact: {
    fields: {
      email: { critical: true, weight: 2, format: 'email', key: true },
      phone: { format: 'phone' },
      job_title: {},
    },
  },
}
