import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type Answer, measureAsker } from '../support/ask-measure.ts'
import { numbersAndLists } from '../support/behind.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

// Sunday; the 28 days begin on Monday 2 March.
const on = '2026-03-29'

const program = `
organisation: Acme
privacy: { floor: 3, sponsor_floor: 3 }
objects:
  deal:
    open_when: { stage: { not: [Won] } }
    record_url: https://crm.example/{object}/{record_id}
    fields:
      amount: { critical: true, format: number }
      source: { critical: true, picklist: [Fair, Web], default: Web }
  contact:
    fields: { name: { key: true }, phone: { key: true, format: phone } }
`

const roster = `person_id,department,kind,valid_from,valid_to
a1,Sales,,2025-01-06,
a2,Sales,,2025-01-06,
a3,Sales,,2025-01-06,
a4,Sales,,2025-01-06,
b1,Ops,,2025-01-06,
b2,Ops,,2025-01-06,
robo,IT,service,2025-01-06,
gone,Sales,,2025-01-06,2026-03-01
`

// r1 is put right the same day and spoilt by an import; r2 is put right 25 hours late; r3 is older than the range; r4 came by
// import; r5 is a service account's; r6 is closed; r7 names no origin, but somebody of the roster.
const records = `object,record_id,updated_at,created_at,owner_id,editor_id,account_id,stage,origin,form,field.amount,field.source
deal,r1,2026-03-02T08:00:00Z,2026-03-02T08:00:00Z,a1,a1,,New,web,quick,,Fair
deal,r1,2026-03-02T20:00:00Z,2026-03-02T08:00:00Z,a1,a1,,New,web,full,100,Fair
deal,r1,2026-03-10T08:00:00Z,2026-03-02T08:00:00Z,a1,,,New,import,,n/a,Fair
deal,r2,2026-03-05T08:00:00Z,2026-03-05T08:00:00Z,a2,b1,,New,mobile,quick,50,Web
deal,r2,2026-03-06T09:00:00Z,2026-03-05T08:00:00Z,a2,b2,,New,web,full,50,Fair
deal,r3,2026-02-01T08:00:00Z,2026-02-01T08:00:00Z,a3,a3,acme,New,web,full,10,Fair
deal,r4,2026-03-20T08:00:00Z,2026-03-20T08:00:00Z,gone,,,New,import,,,?
deal,r5,2026-03-21T08:00:00Z,2026-03-21T08:00:00Z,robo,robo,,New,web,,1,Fair
deal,r6,2026-03-22T08:00:00Z,2026-03-22T08:00:00Z,a4,a4,,Won,web,,,Fair
deal,r7,2026-03-23T08:00:00Z,2026-03-23T08:00:00Z,,a2,,New,,quick,tbd,Fair
`

// An update of r5 beside an account of another name, and r3 only looked at.
const events = `person_id,event,object,record_id,account_id,occurred_at
a4,Record Updated,deal,r5,elsewhere,2026-03-15T10:00:00Z
a3,Record Viewed,deal,r3,,2026-03-20T10:00:00Z
`

let server: TestServer
let ask: (question: string, role?: 'program_manager') => Promise<Answer>
beforeAll(async () => {
  server = await startTestServer()
  ask = measureAsker(server)
  await server.json('/api/program', { method: 'PUT', body: program })
  await server.importText('roster', roster)
  await server.importText('accounts', 'account_id,tier\nacme,A\n')
  await server.importText('records', records)
  await server.importText('events', events)
})
afterAll(() => server?.stop())

/** A group as "complete of records". */
const counts = ({ rows }: Answer, by: string) =>
  Object.fromEntries(rows.map((row) => [String(row[by]), `${row.complete} of ${row.records}`]))

describe('completeness', () => {
  it('of the stock is that of the open records on the day', async () => {
    const answer = await ask(`completeness?by=department&on=${on}`)
    expect(counts(answer, 'department')).toEqual({ '': '0 of 2', IT: '1 of 1', Sales: '2 of 3' })
    expect(answer.total).toMatchObject({ records: 6, complete: 3, rate: 0.5 })
  })

  it('of the flow is that of human edits in the range, whatever was made of them since', async () => {
    const answer = await ask(`completeness?basis=flow&by=department&on=${on}`)
    expect(counts(answer, 'department')).toEqual({ '': '0 of 1', Sales: '2 of 2' })
    expect(answer.total).toMatchObject({ records: 3, complete: 2 })
    expect(counts(await ask(`completeness?basis=flow&by=origin&on=${on}`), 'origin')).toEqual({
      '': '0 of 1',
      web: '2 of 2',
    })
    const later = await ask(`completeness?basis=flow&by=none&from=2026-03-06&on=${on}`)
    expect(later.total).toMatchObject({ records: 2, complete: 1 })
  })

  it('of the flow tells who caused beside who must fix', async () => {
    const answer = await ask(`completeness?basis=flow&by=editor_department&on=${on}`)
    expect(counts(answer, 'editor_department')).toEqual({ Ops: '1 of 1', Sales: '1 of 2' })
  })

  it('at first pass is that of 24 hours after creation', async () => {
    const answer = await ask(`completeness?basis=first_pass&by=origin&on=${on}`)
    expect(counts(answer, 'origin')).toEqual({ '': '0 of 1', import: '0 of 1', mobile: '0 of 1', web: '2 of 2' })
    expect(answer.total).toMatchObject({ records: 5, complete: 2, rate: 0.4 })
  })

  it('has its fields on every basis', async () => {
    const { rows, total } = await ask(`completeness?basis=flow&by=field&on=${on}`)
    expect(rows).toMatchObject([
      { object: 'deal', field: 'amount', applicable: 3, ok: 2, placeholder: 1 },
      { object: 'deal', field: 'source', applicable: 3, ok: 3, default: 0 },
    ])
    expect(total).toMatchObject({ records: 3 })
  })

  it('names basis and range, and compares with as many days', async () => {
    const raw = z
      .looseObject({ compare: z.looseObject({}) })
      .parse(await server.json(`/api/measures/completeness?basis=flow&compare=28d&on=${on}`))
    expect(raw).toMatchObject({ basis: 'flow', from: '2026-03-02', on })
    expect(raw.compare).toMatchObject({ from: '2026-02-02', on: '2026-03-01', total: { records: 0, rate: null } })
  })

  it('of few owners is not shown', async () => {
    expect((await ask(`completeness?on=${on}`, 'program_manager')).total).toMatchObject({ records: 6 })
    expect((await ask(`completeness?basis=flow&on=${on}`, 'program_manager')).total).toBeNull()
  })
})

describe('pollution', () => {
  it('says where the new bad values come from', async () => {
    // 15 new values, 7 of them bad; the import brought 3 of each: (3 ÷ 7) ÷ (3 ÷ 15).
    const { rows, total } = await ask(`pollution?by=none&on=${on}`)
    const short = rows.map((row) => [row.origin, row.form, row.new_values, row.new_bad, row.highlighted])
    expect(short).toEqual([
      ['', 'quick', 2, 1, false],
      ['import', '', 3, 3, true],
      ['mobile', 'quick', 2, 1, false],
      ['web', '', 4, 1, false],
      ['web', 'full', 2, 0, false],
      ['web', 'quick', 2, 1, false],
    ])
    expect(rows[1]?.index).toBeCloseTo(15 / 7)
    expect(total).toBeNull()
  })

  it('says whose edits they were', async () => {
    const { rows } = await ask(`pollution?department=Ops&on=${on}`)
    expect(rows).toMatchObject([
      { department: 'Ops', origin: 'mobile', form: 'quick', new_values: 2, new_bad: 1, editors: 1 },
      { department: 'Ops', origin: 'web', form: 'full', new_values: 1, new_bad: 0, editors: 1 },
    ])
  })

  it('of few editors is not shown; what nobody made is', async () => {
    const { rows } = await ask(`pollution?by=none&on=${on}`, 'program_manager')
    expect(rows.filter((row) => row.suppressed !== true)).toMatchObject([{ origin: 'import', new_bad: 3 }])
    const { rows: split } = await ask(`pollution?on=${on}`, 'program_manager')
    expect(split.filter((row) => row.suppressed !== true)).toMatchObject([{ department: '', origin: 'import' }])
  })
})

describe('open records', () => {
  it('are fresh when a human touched them within the days of the tier', async () => {
    // r3 belongs to a tier A account and is eight weeks old; r4 was never touched by a human.
    const { rows, total } = await ask(`freshness?by=tier&on=${on}`)
    expect(rows).toMatchObject([
      { tier: 'A', records: 1, fresh: 0, rate: 0 },
      { tier: 'B', records: 5, fresh: 4, rate: 0.8 },
    ])
    expect(total).toMatchObject({ records: 6, fresh: 4 })
  })

  it('are orphaned when nobody eligible owns them', async () => {
    const { total } = await ask(`orphaned?on=${on}`)
    expect(total).toMatchObject({ records: 6, orphaned: 3, without_owner: 1, owner_gone: 1, owner_not_eligible: 1 })
  })
})

const list = z.object({
  total: z.int(),
  rows: z.array(z.looseObject({ record_id: z.string() })),
  next: z.string().nullable(),
})

describe('the records behind', () => {
  const listOf = async (question: string, token?: string) =>
    list.parse(await server.json(`/api/records?on=${on}&${question}`, token === undefined ? {} : { token }))
  const idsOf = async (question: string) => (await listOf(question)).rows.map((row) => row.record_id)

  it('completeness stand nearest to complete first, with what is missing and never a value', async () => {
    const { rows, total } = await listOf('state=incomplete')
    expect(rows.map((row) => row.record_id)).toEqual(['r1', 'r7', 'r4'])
    expect(total).toBe(3)
    expect(rows[2]).toMatchObject({
      ...{ object: 'deal', state: 'incomplete', person_id: 'gone', department: '' },
      record_url: 'https://crm.example/deal/r4',
      fields: [
        { field: 'amount', state: 'missing', critical: true },
        { field: 'source', state: 'placeholder', critical: true },
      ],
    })
    expect(await idsOf('object=deal&field=source&state=placeholder')).toEqual(['r4'])
  })

  it('come page by page, the last one without a next', async () => {
    const ids: string[] = []
    let cursor = ''
    do {
      const { rows, next } = await listOf(`limit=4&cursor=${cursor}`)
      ids.push(...rows.map((row) => row.record_id))
      cursor = next ?? ''
    } while (cursor !== '')
    expect(ids).toEqual(['r1', 'r7', 'r4', 'r2', 'r3', 'r5'])
  })

  it('the other measures say what is wrong with them', async () => {
    expect(await idsOf('measure=freshness&state=stale&state=never_touched')).toEqual(['r3', 'r4'])
    const { rows } = await listOf('measure=orphaned')
    const orphans = rows.map((row) => [row.record_id, row.state]).filter(([, state]) => state !== 'owned')
    expect(orphans).toEqual([
      ['r4', 'owner_gone'],
      ['r5', 'owner_not_eligible'],
      ['r7', 'without_owner'],
    ])
    const spoilt = await listOf('measure=pollution&state=went_bad&origin=import')
    expect(spoilt.rows).toMatchObject([
      { record_id: 'r4', edited_on: '2026-03-20', fields: [{ field: 'amount', state: 'missing' }] },
      { record_id: 'r4', fields: [{ field: 'source', state: 'placeholder' }] },
      { record_id: 'r1', edited_on: '2026-03-10', fields: [{ field: 'amount', state: 'placeholder' }] },
    ])
  })

  it('are as many as the number says, and named for those only who may see them', async () => {
    for (const question of ['completeness?by=owner', 'freshness?by=tier', 'orphaned?by=none']) {
      const { numbers, lists } = await numbersAndLists(server, `${question}&on=${on}`)
      expect(lists).toEqual(numbers)
    }
    const answer = await server.json(`/api/measures/completeness?on=${on}`, { token: await server.tokenOf('sponsor') })
    expect(answer).not.toHaveProperty('behind')
  })

  it('of a person are those the person owns', async () => {
    const token = await server.tokenOf('person', 'a1')
    expect((await listOf('', token)).rows).toMatchObject([{ record_id: 'r1', person_id: 'a1' }])
    expect((await listOf('measure=pollution&state=went_bad', token)).rows).toMatchObject([
      { record_id: 'r1', form: 'quick' },
    ])
  })

  it('are asked for in words of their measure only', async () => {
    for (const question of ['measure=represented&team=x', 'measure=freshness&state=complete', 'state=owned']) {
      expect((await server.ask(`/api/records?${question}`)).status).toBe(400)
    }
  })
})

// Three spellings of one contact, the third only since its name changed; one without a phone, one deleted.
const contacts = `object,record_id,updated_at,created_at,deleted_at,owner_id,field.name,field.phone
contact,c1,2026-03-02T08:00:00Z,,,a1,Müller AG,+41 44 123 45
contact,c2,2026-03-02T08:00:00Z,,,a2," MÜLLER, ag ",41-44-12345
contact,c3,2026-03-02T08:00:00Z,,,a3,Müller AG,tbd
contact,c4,2026-03-02T08:00:00Z,,,b1,Other,(41) 4412345
contact,c5,2026-03-02T08:00:00Z,,2026-03-09T08:00:00Z,b1,Müller AG,414412345
`
const renamed = `object,record_id,updated_at,field.name
contact,c4,2026-03-20T08:00:00Z,Müller  AG.
`

describe('duplicates', () => {
  beforeAll(async () => {
    await server.importText('records', contacts)
    await server.importText('records', renamed)
  })

  it('are records with one key, however it is written', async () => {
    expect((await ask('duplicates?on=2026-03-15')).total).toMatchObject({ records: 3, duplicates: 2, without_key: 1 })
    const { rows, total } = await ask(`duplicates?by=department&on=${on}`)
    expect(total).toMatchObject({ records: 3, duplicates: 3, shared_keys: 1, without_key: 1, rate: 1 })
    expect(rows).toMatchObject([
      { department: 'Ops', records: 1, duplicates: 1, shared_keys: 1 },
      { department: 'Sales', records: 2, duplicates: 2, shared_keys: 1, without_key: 1 },
    ])
  })

  it('are listed together, those of the largest group first', async () => {
    const { rows } = list.parse(await server.json(`/api/records?measure=duplicates&on=${on}`))
    expect(rows[0]).toMatchObject({ object: 'contact', record_url: null })
    expect(rows.map((row) => [row.record_id, row.state, row.twins])).toEqual([
      ['c1', 'duplicate', 2],
      ['c2', 'duplicate', 2],
      ['c4', 'duplicate', 2],
      ['c3', 'without_key', 0],
    ])
    expect(new Set(rows.map((row) => row.same_key)).size).toBe(2)
    const { numbers, lists } = await numbersAndLists(server, `duplicates?by=department&on=${on}`)
    expect(lists).toEqual(numbers)
  })

  it('were there also while the deleted one stood', async () => {
    expect((await ask('duplicates?on=2026-03-05')).total).toMatchObject({ records: 4, duplicates: 3 })
  })
})
