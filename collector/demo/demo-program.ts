import { stringify } from 'yaml'
import { departments, organisation, roles } from './demo-company.ts'
import { demoQuestion, demoReasons } from './demo-feedback.ts'
import type { DemoPerson } from './demo-person.ts'
import { placeOf } from './demo-person.ts'
import { type DemoSpan, dateOf } from './demo-span.ts'

/** An action of a review, by days before the last one: when it was agreed, is due, was done. */
type Review = { action: string; by: string; agreed: number; due: number; done?: number }

const salesReviews: readonly Review[] = [
  { action: 'Give every account of tier A an owner', by: 'Key Accounts', agreed: 33, due: 5 },
  { action: 'Ask for the competitor only from the proposal on', by: 'Inside Sales', agreed: 33, due: 12, done: 14 },
  { action: 'One visit report a week by voice, not by keyboard', by: 'Field Sales', agreed: 9, due: -12 },
]
const serviceReviews: readonly Review[] = [
  { action: 'Switch off the job sheet of the old system', by: 'Field Service', agreed: 40, due: 10 },
  { action: 'Let technicians close a case offline', by: 'Field Service', agreed: 40, due: -20 },
]

const waves = [
  {
    ...{ id: 'wave-1', name: 'Sales', dueIn: 24, reviews: salesReviews },
    targets: { adoption: 0.7, completeness: 0.75, represented: 0.6 },
  },
  {
    ...{ id: 'wave-2', name: 'Marketing and service', dueIn: 45, reviews: serviceReviews },
    targets: { adoption: 0.7, completeness: 0.75 },
  },
  { id: 'wave-3', name: 'Back office and leadership', dueIn: 101, reviews: [], targets: { adoption: 0.7 } },
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
    phases: waves.map(({ id, name, dueIn, targets, reviews }, wave) => {
      const scope = departments.filter((department) => department.wave === wave).map((department) => department.name)
      return {
        id,
        name,
        owner: people.find((person) => person.isLead && placeOf(person).department === scope[0])?.personId ?? '',
        scope: { departments: scope },
        go_live: dateOf(span.goLive[wave] ?? span.firstDay),
        target_date: dateOf(span.lastDay + dueIn),
        targets,
        agreed_actions: reviews.map((review) => agreedAction(review, span)),
      }
    }),
    roles,
    objects,
    placeholders: ['unknown', 'dummy'],
    feedback: { question: demoQuestion, scale: { min: 1, max: 5 }, reasons: demoReasons },
  }
  return `# ${organisation}: nothing in it is real.\n${stringify(program, { aliasDuplicateObjects: false })}`
}

function agreedAction({ action, by, agreed, due, done }: Review, { lastDay }: DemoSpan) {
  const dates = { agreed_on: dateOf(lastDay - agreed), due: dateOf(lastDay - due) }
  return { action, by, ...dates, ...(done === undefined ? {} : { done_on: dateOf(lastDay - done) }) }
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
