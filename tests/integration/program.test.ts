import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createPersonKeys } from '../../collector/access/person-key.ts'
import { loadProgram } from '../../collector/program/load-program.ts'
import { ensureProgram, type ProgramDeps, storeProgram } from '../../collector/program/store-program.ts'
import { insertRows } from '../../collector/store/insert-rows.ts'
import { migrate } from '../../collector/store/migrate.ts'
import { command, queryRows } from '../../collector/store/query.ts'
import { splitStatements } from '../../collector/store/split-statements.ts'
import { mergeCatalogue } from '../../schema/program/catalogue.ts'
import { startTestEngine, type TestEngine } from '../support/engine.ts'

const text = `
organisation: Acme
timezone: Europe/Zurich
week_start: sunday
targets: { adoption: 0.7 }
phases:
  - { id: one, owner: boss, scope: { people: [ada, boss] }, go_live: 2026-03-02, target_date: 2026-06-30, targets: { adoption: 0.55 } }
  - { id: rest, go_live: 2026-04-01 }
actions:
  - { event: Record Viewed, object: invoice, class: presence }
  - { event: Deal Room Opened, class: contribute, task: 'visit_{o}' }
roles: { boss: { core_tasks: [view_report], promote: [Report Viewed, Page Viewed] } }
objects:
  deal:
    open_when: { stage: { not: [Won] }, kind: { not: [Draft] } }
    fields:
      kind: { picklist: [New, Draft] }
      amount: { critical: true, weight: 2.5, format: number, when: { stage: [Open], kind: [New], origin: { not: [import] } } }
`

describe('the program in the store', () => {
  let running: TestEngine
  let deps: ProgramDeps
  const rows = (sql: string) => queryRows(running.store.writer, sql)

  beforeAll(async () => {
    running = await startTestEngine()
    await migrate(running.store, { directory: fileURLToPath(new URL('../../schema/migrations', import.meta.url)) })
    const personKeys = createPersonKeys('0123456789abcdef0123456789abcdef')
    // A clock that stands still: versions must differ all the same.
    deps = { store: running.store, personKeys, now: () => 1_780_000_000_000 }
  })
  afterAll(() => running?.stop())

  test('is a default one at first, which covers everyone', async () => {
    const [first, second] = await Promise.all([ensureProgram(deps), ensureProgram(deps)])
    expect(first).toEqual(second)
    expect(await loadProgram(running.store)).toMatchObject({ ...first, isDefault: true })
    expect(await rows('SELECT phase, everyone, toString(go_live) AS live FROM current_phases')).toEqual([
      { phase: 'all', everyone: 1, live: '1970-01-01' },
    ])
    expect(await rows('SELECT count() AS actions FROM current_actions')).toEqual([{ actions: 14 }])
  })

  test('is taken apart so that SQL can read it', async () => {
    const stored = await storeProgram(deps, text, 'token-1')
    expect(stored).toMatchObject({ changed: true, definitionChanged: true, rulesChanged: true, waitingRecords: 0 })
    expect(stored.changes).toContain('timezone UTC → Europe/Zurich')
    expect(stored.changes).toContain('phase one added')
    expect(stored.warnings.map((warning) => warning.path)).toEqual(['phases[1]', 'roles.boss.promote[1]'])
    expect(await rows('SELECT timezone, week_start, active_share, target_adoption FROM current_settings')).toEqual([
      { timezone: 'Europe/Zurich', week_start: 7, active_share: 4000, target_adoption: 7000 },
    ])
    const keys = ['ada', 'boss'].map(deps.personKeys.keyOf)
    expect(
      await rows('SELECT phase, everyone, person_keys, target_adoption FROM current_phases ORDER BY ordinal'),
    ).toEqual([
      { phase: 'one', everyone: 0, person_keys: keys, target_adoption: 5500 },
      { phase: 'rest', everyone: 1, person_keys: [], target_adoption: null },
    ])
    expect(await rows('SELECT person_id FROM identities FINAL ORDER BY person_id')).toEqual([
      { person_id: 'ada' },
      { person_id: 'boss' },
    ])
    expect(await rows('SELECT promote FROM current_roles')).toEqual([{ promote: ['Report Viewed'] }])
    expect(
      await rows("SELECT object, class, task FROM current_actions WHERE event = 'Record Viewed' ORDER BY object"),
    ).toEqual([
      { object: '', class: 'consume', task: 'view_{o}' },
      { object: 'invoice', class: 'presence', task: 'view_{o}' },
    ])
  })

  test('gives actions stored before layers had a name the layers they have now', async () => {
    const own = { event: 'Deal Room Opened', object: '', class: 'contribute' } as const
    const lines = mergeCatalogue([own, { event: 'Report Viewed', object: 'invoice', class: 'process' }])
    const stored = lines.map(({ layer, ...line }) => ({ version: 1, ...line }))
    await insertRows(running.store.writer, 'program_actions', stored)
    const found = await rows('SELECT event, object, layer FROM program_actions FINAL WHERE version = 1')
    const layerOf = ({ event, object, layer }: Record<string, unknown>) => `${event} ${object} ${layer}`
    expect(found.map(layerOf).sort()).toEqual(lines.map(layerOf).sort())
  })

  test('keeps conditions on columns apart from those judged with the values', async () => {
    expect(await rows('SELECT stage_not, conditions_in, conditions_not FROM current_objects')).toEqual([
      { stage_not: ['Won'], conditions_in: [], conditions_not: ['open/kind'] },
    ])
    expect(
      await rows(
        `SELECT critical, weight, stage_in, origin_not, conditions_in FROM current_fields WHERE field = 'amount'`,
      ),
    ).toEqual([
      { critical: 1, weight: 25_000, stage_in: ['Open'], origin_not: ['import'], conditions_in: ['amount/kind'] },
    ])
  })

  test('applied again changes nothing', async () => {
    const before = await loadProgram(running.store)
    const stored = await storeProgram(deps, `# a remark\n${text}`, 'token-1')
    expect(stored).toMatchObject({ version: before.version, changed: false, changes: [], definitionChanged: false })
    expect(before).toMatchObject({
      text,
      appliedBy: 'token-1',
      isDefault: false,
      appliedAt: '2026-05-28T20:26:40.000Z',
    })
  })

  test('says how many records wait for a re-import when the rules change', async () => {
    const { rules } = await loadProgram(running.store)
    const version = { object: 'deal', updated_at: 1_780_000_000_000, has_deleted_at: 0, import_seq: 1, line: 1 }
    const judged = [
      { ...version, record_id: 'd1', judged_by: rules },
      { ...version, record_id: 'd2', judged_by: rules },
      { ...version, record_id: 'd2', judged_by: rules, updated_at: 1_780_000_000_001 },
      { ...version, record_id: 'x', object: 'letter', judged_by: rules },
    ]
    await insertRows(running.store.writer, 'record_versions', judged)
    const stricter = text.replace('format: number', 'format: integer')
    const stored = await storeProgram(deps, stricter, 'token-1')
    expect(stored).toMatchObject({ definitionChanged: false, rulesChanged: true, waitingRecords: 2 })
    expect(stored.changes).toEqual(['field deal.amount format number → integer'])
    const now = await loadProgram(running.store)
    await insertRows(running.store.writer, 'record_versions', [
      { ...version, record_id: 'd1', judged_by: now.rules, import_seq: 2 },
    ])
    expect(await storeProgram(deps, stricter, 'token-1')).toMatchObject({ changed: false, waitingRecords: 1 })
  })

  test('names the fields of the key, also in a program that was stored before they were told apart', async () => {
    const fields = 'contact: { fields: { name: { key: true }, note: {}, phone: { key: true, format: phone } } }'
    await storeProgram(deps, `organisation: Keys\nobjects:\n  ${fields}\n`, 'local')
    const keys = [{ field: 'name' }, { field: 'phone' }]
    const named = () => rows('SELECT field FROM current_fields WHERE is_key ORDER BY field')
    expect(await named()).toEqual(keys)
    const { writer } = running.store
    await command(writer, 'ALTER TABLE program_fields UPDATE is_key = 0 WHERE 1 SETTINGS mutations_sync = 2')
    expect(await named()).toEqual([])
    const file = new URL('../../schema/migrations/0011_duplicate_keys.sql', import.meta.url)
    for (const statement of splitStatements(readFileSync(file, 'utf8'))) await command(writer, statement)
    expect(await named()).toEqual(keys)
  })

  test('keeps every version apart when several are applied at the same instant', async () => {
    const floors = [2, 3, 4]
    const stored = await Promise.all(floors.map((floor) => storeProgram(deps, `privacy: { floor: ${floor} }`, 'local')))
    expect(new Set(stored.map(({ version }) => version)).size).toBe(3)
    const newest = stored.reduce((a, b) => (a.version > b.version ? a : b))
    const { program, version } = await loadProgram(running.store)
    expect(version).toBe(newest.version)
    expect(await rows('SELECT floor FROM current_settings')).toEqual([{ floor: program.privacy.floor }])
  })

  test('stays as it is when a new one is not valid', async () => {
    const before = await loadProgram(running.store)
    await expect(storeProgram(deps, 'timezone: Nowhere', 'local')).rejects.toMatchObject({
      status: 422,
      code: 'program_invalid',
      extra: { issues: [{ line: 1, path: 'timezone' }] },
    })
    expect(await loadProgram(running.store)).toEqual(before)
  })
})
