import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { numbersAndLists } from '../support/behind.ts'
import { GOLDEN_CASES, goldenExpected, goldenFolder, roundedRow } from '../support/oracle/golden.ts'
import { startPlainServer } from '../support/plain-server.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

type Fields = Record<string, unknown>

const row = z.record(z.string(), z.unknown())
const answer = z.object({ on: z.string(), rows: z.array(row), total: row.nullable(), skipped: z.array(z.string()) })

let folder: string
let engine: { url: string; stop(): Promise<void> }
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'takehold-golden-'))
  engine = await startPlainServer(folder)
})
afterAll(async () => {
  await engine?.stop()
  await rm(folder, { recursive: true, force: true })
})

describe.each(GOLDEN_CASES)('golden fixture %s', (name) => {
  const { on, people, adoption, coverage, completeness, represented } = goldenExpected(name)
  let server: TestServer
  beforeAll(async () => {
    // One engine, a database for each fixture.
    const clickhouseUrl = engine.url.replace(/\/takehold$/, `/${name.replaceAll('-', '_')}`)
    server = await startTestServer({ clickhouseUrl })
    await importFixture(server, goldenFolder(name))
  })
  afterAll(() => server?.stop())

  const ask = async (question: string) => answer.parse(await server.json(`/api/measures/${question}&on=${on}`))

  it('gives the people counted by hand', async () => {
    const { rows } = z.object({ rows: z.array(row) }).parse(await server.json(`/api/people?limit=10000&on=${on}`))
    for (const [id, { reason, detail, ...fields }] of Object.entries(people ?? {})) {
      const found = rows.find(({ person_id }) => person_id === id)
      if (fields.state === 'not_eligible') expect([id, found]).toEqual([id, undefined])
      else expect(roundedRow(found), id).toMatchObject({ ...fields, detail: detail || reason })
    }
    expect(rows.length).toBe(adoption?.total.eligible ?? rows.length)
  })

  it.each(['department', 'team', 'role', 'phase'] as const)('gives the adoption by %s counted by hand', async (by) => {
    const { rows, total } = await ask(`adoption?by=${by}`)
    expectTotal(total, adoption?.total)
    expect(sumOf(rows, 'eligible')).toBe(Number(total?.eligible ?? 0))
    expectRows(rows, (each) => String(each[by]), adoption?.[by])
  })

  it('gives the coverage counted by hand', async () => {
    const { rows, total } = await ask('coverage?')
    expect(total?.departments).toBe(rows.length)
    expectTotal(total, coverage?.total)
    expectRows(rows, ({ department }) => String(department), coverage?.rows)
  })

  it.each(['object', 'department', 'owner'] as const)('gives the completeness by %s counted by hand', async (by) => {
    const { rows, total } = await ask(`completeness?by=${by}`)
    expectTotal(total, completeness?.total)
    expect(sumOf(rows, 'records')).toBe(Number(total?.records ?? 0))
    expectRows(rows, (each) => String(each[by]), completeness?.[by], by !== 'owner')
  })

  it('gives the fields counted by hand', async () => {
    const { rows } = await ask('completeness?by=field')
    expectRows(rows, ({ object, field }) => `${object}.${field}`, completeness?.field)
  })

  it('gives the represented accounts counted by hand', async () => {
    const { rows, total, skipped } = await ask('represented?by=tier')
    expect(sumOf(rows, 'universe')).toBe(Number(total?.universe ?? 0))
    expectTotal(total, represented?.total)
    if (represented) expect(skipped).toEqual(represented.skipped)
    expectRows(rows, ({ tier }) => String(tier), represented?.tier)
  })

  it('lists as many people and records behind a number as the number says', async () => {
    const expected = { adoption, completeness, represented }
    const questions = [
      ['adoption', 'adoption?by=department'],
      ['completeness', 'completeness?by=field'],
      ['represented', 'represented?by=tier'],
    ] as const
    for (const [, question] of questions.filter(([measure]) => expected[measure] !== undefined)) {
      const { numbers, lists } = await numbersAndLists(server, `${question}&on=${on}`)
      expect(lists).toEqual(numbers)
      expect(Object.keys(lists).length).toBeGreaterThan(2)
    }
  })
})

// Program first, as values are judged when they come; the later records last.
async function importFixture(server: TestServer, folder: string): Promise<void> {
  await server.json('/api/program', { method: 'PUT', body: readFileSync(join(folder, 'takehold.yaml')) })
  const files = ['events', 'records', 'records-later', 'leave', 'accounts', 'roster']
  for (const file of files.filter((each) => existsSync(join(folder, `${each}.csv`)))) {
    const text = readFileSync(join(folder, `${file}.csv`), 'utf8')
    const report = await server.importText(file.replace('-later', ''), text)
    expect(report).toMatchObject({ rejected: 0, duplicates: 0 })
  }
}

function expectTotal(total: Fields | null, expected: Fields | undefined): void {
  if (expected !== undefined) expect(roundedRow(total ?? {})).toMatchObject(expected)
}

// Rows that nobody counted would go unseen, so the groups themselves are compared too.
function expectRows(
  rows: Fields[],
  groupOf: (row: Fields) => string,
  expected: Record<string, Fields> | undefined,
  isWhole = true,
): void {
  if (expected === undefined) return
  if (isWhole) expect(rows.map(groupOf).sort()).toEqual(Object.keys(expected).sort())
  for (const [group, fields] of Object.entries(expected)) {
    expect(roundedRow(rows.find((each) => groupOf(each) === group)), group).toMatchObject(fields)
  }
}

function sumOf(rows: Fields[], column: string): number {
  return rows.reduce((sum, each) => sum + Number(each[column] ?? 0), 0)
}
