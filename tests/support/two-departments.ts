import type { TestServer } from './server.ts'

/** Friday that is the last complete day of the two departments. */
export const lastDay = '2025-11-14'

const program = `
organisation: Two departments
timezone: Europe/Berlin
privacy: { floor: 5, sponsor_floor: 10 }
targets: { adoption: 0.6, completeness: 0.9 }
phases:
  - { id: wave-1, name: Everyone, scope: { departments: [Sales, Service] }, go_live: 2025-08-11, targets: { adoption: 0.6, completeness: 0.9 } }
actions:
  - { event: Activity Logged, class: contribute, task: log_activity }
  - { event: Opportunity Updated, class: contribute, task: update_opportunity }
roles:
  default: { core_tasks: [log_activity, update_opportunity] }
objects:
  account: { fields: { industry: { critical: true } } }
  opportunity: { record_url: "https://crm.example/{object}/{record_id}", fields: { close_date: { critical: true, format: date }, amount: { format: number } } }
`

/** Who does both tasks every weekday; everyone else of the twelve never appears. */
const adopted = ['sales-1', 'sales-2', 'sales-3', 'sales-4', 'service-1']
const people = ['sales', 'service'].flatMap((department) =>
  [1, 2, 3, 4, 5, 6].map((number) => `${department}-${number}`),
)

/**
 * Six people in Sales, four of them adopted, and six in Service, one of them adopted: 5 of 12. With a target of 60 %
 * Sales is there and Service lacks three. Two of three opportunities have a close date; one of two accounts is touched.
 */
export async function importTwoDepartments(server: TestServer): Promise<void> {
  await server.json('/api/program', { method: 'PUT', body: program })
  await importPeople(server)
  await server.importText('records', records)
  await server.importText('accounts', accounts)
  await importWork(server)
}

/** The twelve alone. */
export async function importPeople(server: TestServer): Promise<void> {
  const rows = people.map(
    (id) => `${id},${id.startsWith('sales') ? 'Sales' : 'Service'},${id.slice(0, -2)} team,member,2025-08-04`,
  )
  await server.importText('roster', ['person_id,department,team,role,valid_from', ...rows].join('\n'))
}

/** What the five do. */
export async function importWork(server: TestServer): Promise<void> {
  const rows = weekdays('2025-08-11', lastDay).flatMap((date) =>
    adopted.flatMap((id) => [
      `${id},Activity Logged,${date}T09:00:00Z,a-1`,
      `${id},Opportunity Updated,${date}T10:00:00Z,`,
    ]),
  )
  await server.importText('events', ['person_id,event,occurred_at,account_id', ...rows].join('\n'))
}

const records = `object,record_id,account_id,owner_id,created_at,updated_at,field.close_date,field.industry
opportunity,o-1,a-1,sales-1,2025-09-01T08:00:00Z,2025-09-01T08:00:00Z,2025-12-01,
opportunity,o-2,a-1,sales-1,2025-09-01T08:00:00Z,2025-09-01T08:00:00Z,2025-12-02,
opportunity,o-3,a-1,sales-2,2025-09-01T08:00:00Z,2025-09-01T08:00:00Z,n/a,
account,a-1,a-1,sales-1,2025-09-01T08:00:00Z,2025-09-01T08:00:00Z,,Energy
`

const accounts = `account_id,name,tier,department
a-1,Alpha,A,Sales
a-2,Beta,B,Sales
`

function weekdays(from: string, to: string): string[] {
  const days: string[] = []
  for (let at = Date.parse(from); at <= Date.parse(to); at += 86_400_000) {
    const day = new Date(at)
    if (day.getUTCDay() % 6 !== 0) days.push(day.toISOString().slice(0, 10))
  }
  return days
}
