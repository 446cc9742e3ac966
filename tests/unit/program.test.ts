import { describe, expect, test } from 'vitest'
import { Problem } from '../../collector/problem.ts'
import { describeChanges } from '../../collector/program/describe-changes.ts'
import { type ProgramIssue, parseProgram } from '../../collector/program/parse-program.ts'
import { hashProgram } from '../../collector/program/program-hash.ts'
import { formatRecordUrl } from '../../schema/program/record-url.ts'
import { tenThousandths } from '../../schema/program/share.ts'

const full = `
organisation: Acme
timezone: Europe/Zurich
week_start: sunday
privacy: { floor: 5, sponsor_floor: 10 }
thresholds: { active_share: 0.4, blocks_required: 3, breadth_share: 0.6, lapsed_after: 10, measured_blocks: 2, measured_days: 5, block_days: 2 }
targets: { adoption: 0.7, completeness: 0.9, represented: 0.8 }
departments: { Sales: { targets: { adoption: 0.8 } } }
apps: { crm: [salesforce], legacy: [access-db, spreadsheet] }
phases:
  - id: wave-1
    name: Field sales
    owner: p-100
    scope: { departments: [Sales] }
    go_live: 2026-03-02
    target_date: 2026-06-30
    targets: { adoption: 0.7, completeness: 0.9, represented: 0.8 }
    agreed_actions:
      - { action: Give dealer accounts an owner, by: Dealer network, agreed_on: 2026-03-20, due: 2026-04-10 }
actions:
  - { event: Record Updated, object: opportunity, class: contribute, task: update_opportunity }
  - { event: Signed In, class: presence }
roles:
  default: { core_tasks: [log_activity, update_opportunity, create_contact] }
  executive: { core_tasks: [view_report], promote: [Report Viewed] }
objects:
  opportunity:
    open_when: { stage: { not: [Won, Lost] } }
    fields:
      close_date: { critical: true, weight: 2, format: date }
      amount: { critical: true, format: number, min: 0 }
      competitor: { when: { stage: [Proposal, Negotiation] } }
placeholders: [unknown, "?"]
`

function issuesOf(text: string): ProgramIssue[] {
  try {
    parseProgram(text, 'takehold.yaml')
  } catch (error) {
    if (error instanceof Problem) return error.extra.issues as ProgramIssue[]
    throw error
  }
  return []
}

const issueAt = (text: string) => issuesOf(text).map(({ line, path }) => `${line} ${path}`)

describe('reading a program', () => {
  test('takes every setting of the contract without a warning', () => {
    const { program, warnings } = parseProgram(full)
    expect(warnings).toEqual([])
    expect(program.objects.opportunity?.fields.close_date).toMatchObject({ critical: true, weight: 2, format: 'date' })
    expect(program.phases[0]).toMatchObject({ go_live: '2026-03-02', scope: { departments: ['Sales'], teams: [] } })
  })

  test('fills every default of an empty file', () => {
    expect(parseProgram('').program).toMatchObject({
      organisation: 'My organisation',
      timezone: 'UTC',
      week_start: 'monday',
      privacy: { floor: 5, sponsor_floor: 10 },
      thresholds: { active_share: 0.4, blocks_required: 3, breadth_share: 0.6, lapsed_after: 10 },
      targets: {},
      phases: [],
    })
  })

  test('takes JSON, with tabs and a byte order mark', () => {
    expect(
      parseProgram('\uFEFF{\n\t"organisation": "Acme",\n\t"targets": {"adoption": 0.7}\n}').program.targets,
    ).toEqual({
      adoption: 0.7,
    })
  })

  test('reads numbers and yes or no as text where text is meant', () => {
    const { program } = parseProgram('objects: { o: { fields: { f: { picklist: [1, true, "x "], default: 0 } } } }')
    expect(program.objects.o?.fields.f).toMatchObject({ picklist: ['1', 'true', 'x'], default: '0' })
  })

  test('makes of a record’s id a link that leads nowhere else', () => {
    const text = 'objects: { deal: { record_url: "https://crm.example/r/{object}/{record_id}/view?id={record_id}" } }'
    const template = parseProgram(text).program.objects.deal?.record_url ?? ''
    const urlOf = (record_id: string) => formatRecordUrl(template, { object: 'deal', record_id })
    expect(urlOf('006-1')).toBe('https://crm.example/r/deal/006-1/view?id=006-1')
    expect(urlOf('a/b?c#d')).toBe('https://crm.example/r/deal/a%2Fb%3Fc%23d/view?id=a%2Fb%3Fc%23d')
    expect(urlOf('{object}$&')).toBe('https://crm.example/r/deal/%7Bobject%7D%24%26/view?id=%7Bobject%7D%24%26')
  })

  test('takes a field without constraints written empty', () => {
    expect(parseProgram('objects:\n  o:\n    fields:\n      f:\n').program.objects.o?.fields.f?.weight).toBe(1)
  })
})

const links = (urls: string[]) =>
  urls.map((url): [string, string, string] => [
    `the link ${url}`,
    `objects:\n  o:\n    record_url: "${url}"`,
    '3 objects.o.record_url',
  ])

describe('refusing a program', () => {
  test.each([
    ['an unknown setting', 'organisation: A\nfoo: 1', '2 foo'],
    ['an unknown setting inside', 'privacy:\n  floor: 5\n  flor: 3', '3 privacy.flor'],
    ['a share above one', 'targets:\n  adoption: 70', '2 targets.adoption'],
    ['five decimals', 'thresholds:\n  active_share: 0.12345', '2 thresholds.active_share'],
    ['a zone nobody has', 'timezone: Europe/Zurch', '1 timezone'],
    ['a zone in the wrong case', 'timezone: europe/zurich', '1 timezone'],
    ['an offset as a zone', 'timezone: "+02:00"', '1 timezone'],
    ['a day that does not exist', 'phases:\n  - id: a\n    go_live: 2026-02-30', '3 phases[0].go_live'],
    ['a phase without go-live', 'phases:\n  - id: a', '2 phases[0].go_live'],
    [
      'a target date before go-live',
      'phases:\n  - id: a\n    go_live: 2026-03-01\n    target_date: 2026-02-01',
      '4 phases[0].target_date',
    ],
    [
      'an action that is due before it was agreed on',
      'phases:\n  - id: a\n    go_live: 2026-03-01\n    agreed_actions:\n      - { action: x, agreed_on: 2026-04-02, due: 2026-04-01 }',
      '5 phases[0].agreed_actions[0].due',
    ],
    [
      'two phases of one id',
      'phases:\n  - { id: a, go_live: 2026-03-01, scope: { roles: [x] } }\n  - { id: a, go_live: 2026-04-01, scope: { roles: [y] } }',
      '3 phases[1].id',
    ],
    ['a layer nobody knows', 'actions:\n  - event: Signed In\n    layer: strategic', '3 actions[0].layer'],
    ['an action nobody knows without a class', 'actions:\n  - event: Danced', '2 actions[0]'],
    ['an app on both lists', 'apps: { crm: [a], legacy: [b, a] }', '1 apps.legacy[1]'],
    ['a broken expression', 'objects: { o: { fields: { f: { regex: "(" } } } }', '1 objects.o.fields.f.regex'],
    ['a list that never holds', 'objects: { o: { open_when: { stage: [] } } }', '1 objects.o.open_when.stage'],
    [
      'a condition on a field that is not there',
      'objects:\n  o:\n    fields:\n      a: { when: { b: [x] } }',
      '4 objects.o.fields.a.when.b',
    ],
    [
      'a condition outside of the picklist',
      'objects:\n  o:\n    fields:\n      b: { picklist: [y] }\n      a: { when: { b: [x] } }',
      '5 objects.o.fields.a.when.b',
    ],
    ...links([
      'http://crm.example/{record_id}',
      'javascript://crm.example/%0Aalert({record_id})',
      'https://{record_id}.example/',
      'https://crm.example/{object}',
      'https://crm.example/{record_id}/{id}',
      'https://crm.example/{record_id',
      'https://crm.example/{record_id}?a b',
      'https://me:secret@crm.example/{record_id}',
      'https:///{record_id}',
    ]),
    ['a range upside down', 'objects: { o: { fields: { f: { min: 2, max: 1 } } } }', '1 objects.o.fields.f.max'],
    ['a list as a whole', '- 1', '1 '],
    ['broken YAML', 'a: [', '1 '],
    ['the same setting twice', 'organisation: A\norganisation: B', '2 '],
  ])('names line and path of %s', (_, text, place) => {
    expect(issueAt(text)).toEqual([place])
  })

  test('says everything that is wrong at once, in the words of the file', () => {
    const text = 'timezone: Nowhere\nweek_start: someday\nphases: 5'
    expect(() => parseProgram(text, 'acme.yaml')).toThrow(
      /acme\.yaml:1: timezone .*Nowhere[\s\S]*acme\.yaml:2: week_start must be one of monday[\s\S]*acme\.yaml:3: phases must be a list/,
    )
  })

  test.each(['(a+)+$', '(a*)*', '(x|xx)+', '((ab)*c)+', '(\\w+\\s?)*$', '(a)\\1', 'a*b*c*d*e*', '(a{1,500})*'])(
    'refuses the expression %s, which can take forever',
    (regex) => {
      expect(issueAt(JSON.stringify({ objects: { o: { fields: { f: { regex } } } } }))).toHaveLength(1)
    },
  )

  test.each(['^[A-Z]{2}-\\d+$', '^(?:DE|AT|CH)\\d{5}$', '^(\\d{3}-)?\\d{4}$', '[(*+]+', 'a\\+\\(b\\)*'])(
    'takes the expression %s',
    (regex) => {
      expect(issueAt(JSON.stringify({ objects: { o: { fields: { f: { regex } } } } }))).toEqual([])
    },
  )
})

describe('warnings', () => {
  test.each([
    ['suppression switched off', 'privacy: { floor: 1 }', 'privacy.floor'],
    ['presence promoted', 'roles: { boss: { promote: [Page Viewed] } }', 'roles.boss.promote[0]'],
    ['an unknown event promoted', 'roles: { boss: { promote: [Dreamt] } }', 'roles.boss.promote[0]'],
    [
      'a field only of closed records',
      'objects: { o: { open_when: { stage: { not: [Won] } }, fields: { f: { when: { stage: [Won] } } } } }',
      'objects.o.fields.f.when.stage',
    ],
  ])('name the path of %s', (_, text, path) => {
    expect(parseProgram(text).warnings.map((warning) => warning.path)).toEqual([path])
  })
})

describe('what a change means', () => {
  const base = parseProgram(full).program
  const changed = (from: string, to: string) => parseProgram(full.replace(from, to)).program

  test('is said in words', () => {
    expect(describeChanges(base, changed('active_share: 0.4', 'active_share: 0.5'))).toEqual([
      'threshold active_share 0.4 → 0.5',
    ])
    expect(describeChanges(base, changed('id: wave-1', 'id: wave-2'))).toEqual([
      'phase wave-1 removed',
      'phase order wave-1 → wave-2',
      'phase wave-2 added',
    ])
    expect(describeChanges(base, changed('Sales: { targets: { adoption: 0.8 } }', 'Sales: {}'))).toEqual([
      'department Sales target adoption 0.8 → none',
    ])
    expect(
      describeChanges(base, changed('open_when:', 'record_url: "https://crm.example/{record_id}"\n    open_when:')),
    ).toEqual(['object opportunity record_url none → https://crm.example/{record_id}'])
    expect(describeChanges(base, base)).toEqual([])
  })

  test.each([
    ['a comment', 'organisation: Acme', '# hello\norganisation: Acme', []],
    ['the name', 'organisation: Acme', 'organisation: Acne', ['hash']],
    ['a target', 'adoption: 0.8', 'adoption: 0.75', ['hash']],
    ['a threshold', 'lapsed_after: 10', 'lapsed_after: 11', ['hash', 'definition']],
    ['the catalogue', 'task: update_opportunity', 'task: edit_opportunity', ['hash', 'definition']],
    ['the layer of an action', 'task: update_opportunity', 'task: update_opportunity, layer: collaborative', ['hash']],
    [
      'a line that says what the built-in one says',
      'Signed In, class: presence',
      'Page Viewed, class: presence',
      ['hash'],
    ],
    ['a profile', 'core_tasks: [view_report]', 'core_tasks: [view_report, search]', ['hash', 'definition']],
    ['an app', 'crm: [salesforce]', 'crm: [dynamics]', ['hash', 'definition']],
    ['a format', 'format: number', 'format: integer', ['hash', 'rules']],
    ['a placeholder', 'placeholders: [unknown', 'placeholders: [nobody', ['hash', 'rules']],
    ['a link', 'open_when:', 'record_url: "https://crm.example/{record_id}"\n    open_when:', ['hash']],
    ['what is critical', 'close_date: { critical: true', 'close_date: { critical: false', ['hash']],
    ['a condition on the stage', 'stage: [Proposal, Negotiation]', 'stage: [Proposal]', ['hash']],
    ['a condition on a field', 'when: { stage: [Proposal, Negotiation] }', 'when: { amount: [1] }', ['hash', 'rules']],
  ])('%s changes just the hashes that depend on it', (_, from, to, kinds) => {
    const [before, after] = [hashProgram(base), hashProgram(changed(from, to))]
    const different = (['hash', 'definition', 'rules'] as const).filter((kind) => before[kind] !== after[kind])
    expect(different).toEqual(kinds)
  })
})

test('shares are exact from their text', () => {
  expect([0, 1, 0.55, 0.1, 0.0001, 0.7501, 2.5].map(tenThousandths)).toEqual([0, 10_000, 5500, 1000, 1, 7501, 25_000])
  for (let whole = 0; whole <= 10_000; whole++) expect(tenThousandths(whole / 10_000)).toBe(whole)
  expect(() => tenThousandths(0.12345)).toThrow(RangeError)
})
