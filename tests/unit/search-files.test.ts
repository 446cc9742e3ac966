import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { searchFiles } from '../../collector/erase/search-files.ts'

const traces = {
  ...{ personId: 'p-1', personKey: '0123456789abcdef', keys: ['0123456789abcdef'] },
  ...{ ids: ['p-1'], names: ['Ana Muster'], emails: ['ana@example.org'] },
}
// Pieces are read by the MiB: the text lies across the end of the first.
const across = `${'x'.repeat(1_048_575)} p-1 `

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'takehold-search-'))
  const files = {
    'spool/0000000000000001.seg': 'x\0["0123456789abcdef","2026-03-02"]',
    'spool/0000000000000002.seg': 'x\0["fedcba9876543210","2026-03-02"] p-17',
    'spool/0000000000000003.seg': '{"fields":"{\\"person_id\\":\\"p-1\\"}"}',
    'spool/0000000000000004.seg': '["fedcba9876543210","user","p-1"]',
    'engine/logs/engine.log': 'a line about ANA@example.org',
    'engine/store/store/1/all_1_1_0/data.bin': 'p-1',
    'engine/store/store/1/detached/all_2_2_0/data.bin': 'p-1',
    'backups/monday/store/data.bin': 'p-1',
    'before-restore-2026/backup/manifest.json': 'p-1',
    'across.txt': across,
    'clean.txt': 'Ana Musterfrau',
  }
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), content)
  }
})
afterAll(() => rm(folder, { recursive: true }))

test('every file is read but the tables, which are asked, and copies, which are named', async () => {
  const { checked, held, alike, untouched } = await searchFiles(folder, traces)
  expect(held.map(({ place }) => place).sort()).toEqual([
    'across.txt',
    'engine/logs/engine.log',
    'spool/0000000000000001.seg',
    'spool/0000000000000003.seg',
  ])
  // Of another's event about a record with that id.
  expect(alike).toEqual([{ place: 'spool/0000000000000004.seg', rows: 1 }])
  expect(checked).toBe(7)
  expect(untouched.sort()).toEqual(['backups/monday', 'before-restore-2026', 'engine/store/store/1/detached/all_2_2_0'])
})
