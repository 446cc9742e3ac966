import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { refusal, withQuery } from '../../collector/cli/api.ts'
import { plainLine } from '../../collector/cli/progress.ts'
import { readMapping } from '../../collector/cli/read-mapping.ts'
import { importSummary } from '../../collector/cli/send-import.ts'
import { formatTable } from '../../collector/cli/table.ts'

describe('a refusal in words', () => {
  test('title and detail of a problem; several reasons stand on lines of their own', () => {
    const problem = { type: 'about:blank', title: 'Not stored', status: 422, code: 'x', detail: 'phases: go_live' }
    expect(refusal(422, JSON.stringify(problem)).message).toBe('Not stored: phases: go_live')
    const two = { ...problem, detail: 'takehold.yaml:7: phases\ntakehold.yaml:9: roles' }
    expect(refusal(422, JSON.stringify(two)).message).toBe(
      'Not stored:\ntakehold.yaml:7: phases\ntakehold.yaml:9: roles',
    )
  })

  test('an answer of something that is not Takehold is quoted', () => {
    expect(refusal(502, '<h1>Bad gateway</h1>').message).toBe('The server answered 502: <h1>Bad gateway</h1>')
    expect(refusal(500, '').message).toBe('The server answered 500: nothing')
  })
})

test('a query leaves out what is absent and repeats lists', () => {
  expect(withQuery('/x', { on: undefined, department: ['A', 'B & C'], limit: 5 })).toBe(
    '/x?department=A&department=B+%26+C&limit=5',
  )
  expect(withQuery('/x', {})).toBe('/x')
})

test('columns line up, numbers to the right, unknown is a dash', () => {
  const rows = [
    { name: 'events', rows: 12, at: null },
    { name: 'a', rows: 3, at: 'now' },
  ]
  expect(formatTable(['name', 'rows', 'at'], rows)).toBe('name    rows  at\nevents    12  -\na          3  now')
})

test('a plain line of progress says rate and time left, and less when the size is unknown', () => {
  expect(plainLine('e.csv', 50e6, 200e6, 10)).toBe('e.csv: 25 %, 50.0 of 200.0 MB, 5.0 MB/s, 30 s left')
  expect(plainLine('-', 50e6, undefined, 10)).toBe('-: 50.0 MB sent, 5.0 MB/s')
  expect(plainLine('e.csv', 0, 10, 0)).toBe('e.csv: 0.0 MB sent, 0.0 MB/s')
})

test('an import ends with its counts, then the first rejects and where the others are', () => {
  const rejects = Array.from({ length: 12 }, (_, i) => ({ line: i + 2, reason: 'occurred_at is no date' }))
  const words = importSummary('e.csv', { accepted: 3, rejected: 12, duplicates: 1, rejects, notes: [] }).split('\n')
  expect(words[0]).toBe('e.csv: 3 accepted / 12 rejected / 1 duplicates')
  expect(words[1]).toBe('  line 2: occurred_at is no date')
  expect(words).toHaveLength(12)
  expect(words[11]).toContain('takehold dead list')
  expect(importSummary('e.csv', { accepted: 3, rejected: 0, duplicates: 0, rejects: [], notes: [] })).toBe(
    'e.csv: 3 accepted / 0 rejected / 0 duplicates',
  )
})

test('a mapping file becomes what the API takes; a wrong one names the place', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'takehold-map-'))
  try {
    const file = join(folder, 'map.yaml')
    await writeFile(file, 'columns: { person_id: USER_ID }\ntimezone: Europe/Zurich\n')
    expect(JSON.parse(await readMapping(file))).toMatchObject({
      columns: { person_id: 'USER_ID' },
      timezone: 'Europe/Zurich',
    })
    await writeFile(file, 'colums: {}\n')
    await expect(readMapping(file)).rejects.toThrow(/map\.yaml is no mapping[\s\S]*colums/)
    await writeFile(file, 'columns: {\n')
    await expect(readMapping(file)).rejects.toThrow(/map\.yaml is no mapping/)
  } finally {
    await rm(folder, { recursive: true })
  }
})
