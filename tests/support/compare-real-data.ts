import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { askServer } from './ask-server.ts'
import { type CliServer, runCli, startCli } from './cli.ts'
import { compareAdoption, compareCoverage, comparePeople, compareTrend } from './comparisons/adoption.ts'
import { type Comparison, type Question, questionOn } from './comparisons/comparison.ts'
import { compareCompleteness, compareRepresented } from './comparisons/records.ts'
import { formatDay, utcDay } from './oracle/day.ts'
import { loadFolder } from './oracle/load-folder.ts'
import { type Organisation, openOrganisation } from './oracle/organisation.ts'
import type { RealData } from './real-data.ts'

const slow = 300_000
const row = z.record(z.string(), z.unknown())
const answer = z.object({ rows: z.array(row), total: row.nullable(), skipped: z.array(z.string()) })

/** Makes the tests of one real data set: the product says of it what the oracle says. */
export function compareRealData({ name, folder, files, program }: RealData): void {
  const dates = datesOf(openOrganisation(loadFolder(folder)))
  let data: string
  let server: CliServer
  let token: string
  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'takehold-acceptance-'))
    server = await startCli(['--data', data])
    token = (await readFile(join(data, 'secrets', 'local-token'), 'utf8')).trim()
  }, slow)
  afterAll(async () => {
    await server?.stop()
    await rm(data, { recursive: true, force: true })
  })

  const json = async (path: string): Promise<unknown> => {
    // The oracle computes for seconds; a connection kept alive could be closed by then.
    const headers = { Authorization: `Bearer ${token}`, Connection: 'close' }
    const answer = await fetch(`${server.url}${path}`, { headers })
    expect([path, answer.status]).toEqual([path, 200])
    return answer.json()
  }
  const target = askServer(json)
  const takehold = async (...args: string[]) => {
    const { code, out, err } = await runCli([...args, '--data', data])
    expect({ args, code, err }).toMatchObject({ args, code: 0 })
    return out
  }
  const same = async (compare: Comparison, org: Organisation, question: Question) => {
    const known = () => [{ org, cause: 'late_data' as const }]
    const { product, oracle } = await compare({ target, org, made: { outcomes: [], feedback: [] }, known }, question)
    expect({ question, rows: product }).toEqual({ question, rows: oracle })
  }
  const measure = async (question: string) => answer.parse(await json(`/api/measures/${question}`))

  it(
    'takes every row, and changes nothing when everything comes again',
    async () => {
      for (const { dataset, path } of files) {
        const { accepted, rejected } = countsOf(await takehold('import', dataset, path, '--strict'))
        expect([dataset, accepted > 0, rejected]).toEqual([dataset, true, 0])
      }
      const before = await json(`/api/measures/adoption?by=team&on=${dates.at(-1)}`)
      for (const { dataset, path } of files) {
        const again = countsOf(await takehold('import', dataset, path))
        expect([dataset, again.rejected]).toEqual([dataset, 0])
        // Two unlike lines of one key that a chunk ends between are stored once more, in their order.
        expect(again.accepted - again.duplicates).toBeLessThan(1 + again.accepted / 10_000)
      }
      expect(await json(`/api/measures/adoption?by=team&on=${dates.at(-1)}`)).toEqual(before)
    },
    slow,
  )

  it(
    'measures like the oracle without a program',
    async () => {
      const org = openOrganisation(loadFolder(folder, { withProgram: false }))
      for (const on of dates) {
        for (const by of ['none', 'department', 'team']) await same(compareAdoption, org, questionOn(on, by))
        await same(comparePeople, org, questionOn(on))
      }
    },
    slow,
  )

  if (name === 'crm-sales') {
    it('counts what is known of crm-sales without a program', async () => {
      const { rows, total } = await measure('adoption?by=department&on=2017-06-30')
      expect(total).toMatchObject({ eligible: 41, measured: 41, adopted: 30, never_started: 11 })
      expect(rows).toMatchObject([
        { department: 'Central', measured: 13, adopted: 10 },
        { department: 'East', measured: 14, adopted: 10 },
        { department: 'West', measured: 14, adopted: 10 },
      ])
    })
  }

  if (program !== undefined) {
    const org = openOrganisation(loadFolder(folder, { withProgram: true }))

    it(
      'takes its program, by which the records are judged when they come again',
      async () => {
        await takehold('apply', program)
        for (const { dataset, path } of files.filter((file) => file.dataset === 'records')) {
          await takehold('import', dataset, path, '--strict')
        }
        expect(await json('/api/status')).toMatchObject({ waiting_records: 0 })
      },
      slow,
    )

    it.each(dates)(
      'measures like the oracle with its program on %s',
      async (on) => {
        for (const by of ['none', 'department', 'team', 'role', 'phase']) {
          await same(compareAdoption, org, questionOn(on, by))
        }
        for (const by of ['none', 'object', 'department', 'owner', 'field']) {
          await same(compareCompleteness, org, questionOn(on, by))
        }
        for (const by of ['none', 'tier']) await same(compareRepresented, org, questionOn(on, by))
        await same(compareCoverage, org, questionOn(on))
        await same(comparePeople, org, questionOn(on))
      },
      slow,
    )
  }

  if (name === 'crm-sales') {
    it('counts what is known of crm-sales with its program', async () => {
      const objects = await measure('completeness?by=object&on=2017-06-30')
      expect(objects.rows).toMatchObject([
        { object: 'account', complete: 73, records: 85 },
        { object: 'opportunity', complete: 992, records: 1686 },
      ])
      const { total, skipped } = await measure('represented?on=2017-06-30')
      expect(total).toMatchObject({ universe: 85, owned: 85, complete: 73, has_contact: null, touched: 73 })
      expect(skipped).toEqual(['has_contact'])
    })
  }

  it(
    'shows the same at every week and month end, and derives nothing that the facts do not say',
    async () => {
      const org = openOrganisation(loadFolder(folder))
      const [from = '', to = ''] = [dates[0], dates.at(-1)]
      for (const grain of ['week', 'month'] as const) {
        for (const by of ['none', 'department']) {
          await same(compareTrend, org, { ...questionOn(to, by), from, grain })
        }
      }
      expect(await takehold('verify')).toContain('is what the raw data says')
    },
    slow,
  )
}

function countsOf(printed: string): { accepted: number; rejected: number; duplicates: number } {
  const [, accepted, rejected, duplicates] =
    /: (\d+) accepted \/ (\d+) rejected \/ (\d+) duplicates/.exec(printed) ?? []
  return { accepted: Number(accepted), rejected: Number(rejected), duplicates: Number(duplicates) }
}

// Spread over the span of the events; the last is the last complete day of data.
function datesOf(org: Organisation): string[] {
  const days = org.events.map(({ occurredAt }) => utcDay(occurredAt)).sort((a, b) => a - b)
  const [first = 0, last = 0] = [days[0], days.at(-1)]
  return [0.25, 0.5, 0.6, 0.8, 1].map((share) => formatDay(first + Math.floor((last - first) * share)))
}
