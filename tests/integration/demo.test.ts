import { beforeAll, describe, expect, test } from 'vitest'
import { demoQuestion } from '../../collector/demo/demo-feedback.ts'
import { createClassifier } from '../../collector/program/classify.ts'
import { parseProgram } from '../../collector/program/parse-program.ts'
import { carryOver } from '../../collector/report/phase-actions.ts'
import { type DemoCompany, readDemoCompany, rowsOf } from '../support/demo-company.ts'
import { adoption } from '../support/oracle/adoption.ts'
import { completeness } from '../support/oracle/completeness.ts'
import { coverage } from '../support/oracle/coverage.ts'
import { formatDay, parseDay, utcDay, weekday } from '../support/oracle/day.ts'
import { localDate } from '../support/oracle/local-date.ts'
import { outcomes } from '../support/oracle/outcomes.ts'
import { type PersonRow, people } from '../support/oracle/people.ts'
import { represented } from '../support/oracle/represented.ts'
import { voice } from '../support/oracle/voice.ts'

const today = '2026-11-22'

const states: [string, string][] = [
  ['adopted', ''],
  ['occasional', ''],
  ['lapsed', 'was_adopted'],
  ['lapsed', 'only_tried'],
  ['never_started', 'signs_in_only'],
  ['never_started', 'never_signed_in'],
  ['not_measured', 'on_leave'],
  ['not_measured', 'too_few_workdays'],
  ['not_measured', 'too_early'],
  ['not_eligible', ''],
]

const isIn = (state: string, reason: string) => (row: PersonRow) =>
  row.state === state && (reason === '' || row.detail === reason || row.reason === reason)

describe('the demo company', () => {
  const on = parseDay(today) - 1
  let company: DemoCompany
  let roster: Record<string, string>[]
  let events: Record<string, string>[]
  let rows: ReturnType<typeof people>

  beforeAll(async () => {
    company = await readDemoCompany(today)
    roster = rowsOf(company, 'roster.csv')
    events = rowsOf(company, 'events.csv')
    rows = people(company.org, { on })
  }, 30_000)

  const humans = () => new Set(roster.filter((row) => row.kind === 'human').map((row) => row.person_id))

  test('has the size of a believable rollout', () => {
    expect(humans().size).toBeGreaterThanOrEqual(395)
    expect(new Set(roster.map((row) => row.department)).size).toBe(9)
    expect(events.length).toBeGreaterThan(100_000)
    expect(events.length).toBeLessThan(150_000)
    const { total } = adoption(company.org, { on })
    expect(total.rate).toBeGreaterThan(0.6)
    expect(total.rate).toBeLessThan(0.66)
    expect(completeness(company.org, { on }).total.rate).toBeGreaterThan(0.7)
    expect(represented(company.org, { on }).skipped).toEqual([])
  })

  test('has a program without errors or warnings, marked as generated', () => {
    const { program, warnings } = parseProgram(company.program)
    expect(warnings).toEqual([])
    expect(program.organisation).toContain('generated')
    expect(program.phases.map((phase) => phase.id)).toEqual(['wave-1', 'wave-2', 'wave-3'])
    for (const phase of program.phases) expect(humans()).toContain(phase.owner)
  })

  test.each(states)('has people who are %s %s', (state, reason) => {
    expect(rows.filter(isIn(state, reason)).length).toBeGreaterThan(1)
  })

  test('tells its stories: one is excellent, one stalls, one lacks a single person, a wave slides', () => {
    const byName = new Map(coverage(company.org, { on }).rows.map((row) => [row.department, row]))
    expect(byName.get('Customer Service')).toMatchObject({ at_target: true, people_gap: 0 })
    expect(byName.get('Key Accounts')).toMatchObject({ at_target: false, people_gap: 1 })
    expect(byName.get('Field Service')?.rate).toBeLessThan(0.3)
    const wave = (day: number) =>
      adoption(company.org, { on: day, by: 'phase' }).rows.find((row) => row.group === 'wave-2')
    expect(wave(on - 42)?.adopted).toBeGreaterThan(wave(on - 84)?.adopted ?? 0)
    expect(wave(on)?.adopted).toBeLessThanOrEqual(wave(on - 42)?.adopted ?? 0)
  })

  test('has executives for whom reports are the work', () => {
    const board = rows.filter((row) => row.department === 'Leadership' && row.state === 'adopted')
    expect(board.length).toBeGreaterThan(4)
    const ids = new Set(board.map((row) => row.person_id))
    const done = new Set(events.filter((row) => ids.has(row.person_id ?? '')).map((row) => row.event))
    expect([...done].sort()).toEqual([
      'Page Viewed',
      'Record Viewed',
      'Report Exported',
      'Report Viewed',
      'Search Performed',
      'Signed In',
    ])
  })

  describe('has every case a measure must get right', () => {
    const rowsOfPerson = () => {
      const byPerson = new Map<string, Record<string, string>[]>()
      for (const row of roster) byPerson.set(row.person_id ?? '', [...(byPerson.get(row.person_id ?? '') ?? []), row])
      return [...byPerson.values()]
    }

    test('joiners, leavers, transfers, a licence gap and no licence', () => {
      const firstDay = company.org.inputs.events.reduce(
        (first, event) => Math.min(first, event.occurredAt),
        Number.MAX_VALUE,
      )
      const began = new Date(firstDay).toISOString().slice(0, 10)
      const histories = rowsOfPerson()
      expect(
        histories.filter((each) => each.length === 1 && (each[0]?.valid_from ?? '') > began).length,
      ).toBeGreaterThan(5)
      expect(
        histories.filter((each) => each.at(-1)?.valid_to !== '' && each.at(-1)?.kind === 'human').length,
      ).toBeGreaterThan(5)
      const moved = histories.filter((each) => new Set(each.map((row) => row.department)).size > 1)
      expect(moved.length).toBeGreaterThan(3)
      const gaps = histories.filter(
        (each) => each.length > 1 && (each[1]?.licensed_from ?? '') > (each[1]?.valid_from ?? ''),
      )
      expect(gaps.length).toBeGreaterThan(1)
      expect(histories.filter((each) => (each[0]?.licensed_from ?? '') > today)).toHaveLength(1)
    })

    test('part-timers, a Sunday to Thursday week, zones, holidays and a blank team', () => {
      const weeks = new Set(roster.map((row) => row.workdays))
      expect(weeks).toContain('sun mon tue wed thu')
      expect(weeks).toContain('mon tue wed')
      expect(new Set(roster.map((row) => row.timezone)).size).toBeGreaterThan(4)
      expect(roster.filter((row) => row.team === '').length).toBe(2)
      const holidays = rowsOf(company, 'holidays.csv')
      expect(new Set(holidays.map((row) => row.calendar)).size).toBe(5)
    })

    test('long leave, one in rows that touch, and people whom it shields from being lapsed', () => {
      const leave = rowsOf(company, 'leave.csv')
      expect(leave.filter((row) => row.kind === 'parental').length).toBeGreaterThan(3)
      expect(leave.filter((row) => row.kind === 'sick').length).toBeGreaterThan(3)
      const shielded = rows.filter((row) => row.state === 'occasional' && (row.days_since ?? 0) > 50)
      expect(shielded.length).toBe(2)
    })

    test('weekend work, and evenings that are tomorrow in UTC', () => {
      const zoneOf = new Map(roster.map((row) => [row.person_id, row.timezone ?? '']))
      const local = events
        .filter((row) => humans().has(row.person_id) && row.event === 'Activity Logged')
        .map((row) => {
          const atMs = Date.parse(row.occurred_at ?? '')
          const day = localDate(atMs, zoneOf.get(row.person_id) || 'UTC')
          return { isSaturday: weekday(day) === 5, isOtherInUtc: day !== utcDay(atMs) }
        })
      expect(local.filter(({ isSaturday }) => isSaturday).length).toBeGreaterThan(20)
      expect(local.filter(({ isOtherInUtc }) => isOtherInUtc).length).toBeGreaterThan(100)
    })

    test('service accounts, also one that clicks like a human, and software in the name of humans', () => {
      const services = new Set(roster.filter((row) => row.kind === 'service').map((row) => row.person_id))
      expect(services.size).toBeGreaterThan(2)
      expect(events.some((row) => services.has(row.person_id) && row.origin === 'web')).toBe(true)
      const origins = new Set(events.map((row) => row.origin))
      for (const origin of ['web', 'mobile', 'mail_plugin', 'import', 'api', 'automation', 'auto_capture', 'agent']) {
        expect(origins).toContain(origin)
      }
      expect(new Set(events.map((row) => row.app))).toContain('service-sheet')
    })

    test('aliases, one of them claimed twice, and ids nobody knows', () => {
      const aliases = roster.flatMap((row) => (row.aliases ?? '').split(';').filter((alias) => alias !== ''))
      expect(aliases.length).toBeGreaterThan(new Set(aliases).size)
      expect(events.some((row) => aliases.includes(row.person_id ?? ''))).toBe(true)
      expect(company.org.unmatched.size).toBe(3)
    })

    test('use before go-live, late events and actions the catalogue does not know', () => {
      const goLive = parseProgram(company.program).program.phases[2]?.go_live ?? ''
      const finance = new Set(roster.filter((row) => row.department === 'Finance').map((row) => row.person_id))
      expect(events.some((row) => finance.has(row.person_id) && (row.occurred_at ?? '') < goLive)).toBe(true)
      const late = rowsOf(company, 'events-late.csv')
      expect(late.length).toBeGreaterThan(50)
      const ids = new Set(events.map((row) => row.message_id))
      expect(ids.size).toBe(events.length)
      expect(late.some((row) => ids.has(row.message_id))).toBe(false)
      expect(events.filter((row) => row.event === 'Dashboard Pinned').length).toBeGreaterThan(10)
    })

    test('a group below the floor', () => {
      const { rows: teams } = adoption(company.org, { on, by: 'team' })
      expect(teams.find((row) => row.group === 'Legal Desk')?.measured).toBe(3)
    })

    test('notes copied, contacts entered weeks later, a week entered in one go, changes to placeholders', () => {
      const notes = new Map<string, number>()
      for (const { note_hash: hash = '' } of events) if (hash) notes.set(hash, (notes.get(hash) ?? 0) + 1)
      expect([...notes.values()].filter((count) => count > 20).length).toBeGreaterThan(1)
      const lagDays = (row: Record<string, string>) =>
        (Date.parse(row.occurred_at ?? '') - Date.parse(row.contact_at ?? '')) / 86_400_000
      expect(events.filter((row) => row.contact_at && lagDays(row) > 9).length).toBeGreaterThan(10)
      expect(events.filter((row) => row.changes?.includes('"to":"placeholder"')).length).toBeGreaterThan(20)
      const perHour = new Map<string, number>()
      for (const row of events) {
        const key = `${row.person_id} ${row.occurred_at?.slice(0, 13)}`
        perHour.set(key, (perHour.get(key) ?? 0) + 1)
      }
      expect([...perHour.values()].filter((count) => count > 9).length).toBeGreaterThan(50)
    })

    test('training that shows and training that does not, and people trained three weeks ago without effect', () => {
      const training = rowsOf(company, 'training.csv')
      const adoptedShare = (course: string) => {
        const ids = new Set(training.filter((row) => row.course === course).map((row) => row.person_id))
        const trained = rows.filter((row) => ids.has(row.person_id) && row.state !== 'not_measured')
        return trained.filter((row) => row.state === 'adopted').length / trained.length
      }
      const rate = adoption(company.org, { on }).total.rate ?? 0
      expect(adoptedShare('CRM basics')).toBeGreaterThan(rate + 0.05)
      expect(Math.abs(adoptedShare('Reports and dashboards') - rate)).toBeLessThan(0.12)
      expect(training.filter((row) => row.course === 'CRM refresher').length).toBeGreaterThan(5)
    })
  })

  test('has business figures before and after go-live, and one that suffers while adoption rises', () => {
    const figures = rowsOf(company, 'outcomes.csv')
    const of = (metric: string, department: string) =>
      figures.filter((row) => row.metric === metric && row.department === department)
    const months = { from: on - 300, to: on + 6, grain: 'week', by: 'department' } as const
    const visits = outcomes(company.org, of('Visits a week', 'Field Sales'), months)
    expect(visits.map((row) => row.after_go_live)).toEqual([...visits.keys()].map((month) => month > 3))
    expect(visits.filter((row) => row.guardrail === 'red').length).toBeGreaterThan(1)
    const response = of('First response', 'Customer Service').map((row) => Number(row.value))
    expect(response.at(-1)).toBeLessThan((response[0] ?? 0) - 2)
    expect(figures.filter((row) => row.department === '').length).toBe(9)
  })

  test('has answers of people in every state, with reasons that differ by state', () => {
    const answers = voice(company.org, rowsOf(company, 'feedback.csv'), { on })
    const most = (state: string) =>
      answers.filter((row) => row.state === state).toSorted((a, b) => b.answers - a.answers)[0]
    expect(new Set(answers.map((row) => row.question))).toEqual(new Set([demoQuestion]))
    expect(most('adopted')?.mean_score).toBeGreaterThan((most('lapsed')?.mean_score ?? 5) + 1)
    for (const state of ['adopted', 'occasional', 'lapsed', 'never_started']) {
      expect(answers.filter((row) => row.state === state).length).toBeGreaterThan(1)
    }
    expect(most('lapsed')?.reason).not.toBe(most('adopted')?.reason)
  })

  test('has actions of reviews that are done, open and overdue', () => {
    const [sales, service] = parseProgram(company.program).program.phases
    const states = (phase: typeof sales) =>
      carryOver(phase?.agreed_actions ?? [], formatDay(on), null).rows.map(({ state }) => state)
    expect(states(sales)).toEqual(['overdue', 'open', 'done'])
    expect(states(service)).toEqual(['overdue', 'open'])
  })

  test('has field values in every state, records that are deleted, owned by nobody, made by software', () => {
    const classifier = createClassifier(parseProgram(company.program).program)
    const found = new Set<number>()
    for (const kind of ['opportunity', 'account', 'contact']) {
      const records = rowsOf(company, `records-${kind}.csv`)
      for (const row of records) {
        const cells = Object.entries(row).filter(([name]) => name.startsWith('field.'))
        const fields = Object.fromEntries(cells.map(([name, value]) => [name.slice(6), value]))
        for (const state of Object.values(classifier.classify(kind, fields).states)) found.add(state)
      }
      expect(records.some((row) => row.deleted_at !== '')).toBe(true)
      expect(records.some((row) => row.owner_id === '')).toBe(true)
      expect(records.some((row) => row.origin === 'import')).toBe(true)
    }
    expect([...found].sort()).toEqual([1, 2, 3, 4, 5])
  })

  test('loses accounts of every tier on each step to being represented', () => {
    for (const tier of represented(company.org, { on, by: 'tier' }).rows) {
      expect(tier.universe).toBeGreaterThan(tier.in_crm ?? 0)
      expect(tier.in_crm).toBeGreaterThan(tier.owned ?? 0)
      expect(tier.owned).toBeGreaterThan(tier.complete ?? 0)
      expect(tier.complete).toBeGreaterThan(tier.has_contact ?? 0)
    }
    const { total } = represented(company.org, { on })
    expect(total.has_contact).toBeGreaterThan(total.touched ?? 0)
  })

  test('holds nothing of the future and is the same every time', async () => {
    const newest = Math.max(...company.org.inputs.events.map((event) => event.occurredAt))
    // The last day ends latest in the zone farthest west.
    expect(newest).toBeLessThan(Date.parse(`${today}T05:00:00Z`))
    const again = await readDemoCompany(today)
    expect(again.program).toBe(company.program)
    expect(again.files).toEqual(company.files)
  }, 30_000)
})

// A Monday, and a Wednesday in the other half of the year.
test.each(['2026-11-16', '2026-06-03'])(
  'the demo company is the same company on %s',
  async (day) => {
    const { org } = await readDemoCompany(day)
    const on = parseDay(day) - 1
    const rows = people(org, { on })
    for (const [state, reason] of states) expect(rows.filter(isIn(state, reason)).length).toBeGreaterThan(1)
    const key = coverage(org, { on }).rows.find((row) => row.department === 'Key Accounts')
    expect(key).toMatchObject({ at_target: false, people_gap: 1 })
  },
  30_000,
)
