import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createClassifier } from '../../collector/program/classify.ts'
import { parseProgram } from '../../collector/program/parse-program.ts'

const names = { 1: 'ok', 2: 'missing', 3: 'placeholder', 4: 'default', 5: 'invalid' } as const

/** State of one value under one rule. */
function stateOf(value: string | number | boolean | null, rule: object = {}, placeholders: string[] = []) {
  const { program } = parseProgram(JSON.stringify({ objects: { o: { fields: { f: rule } } }, placeholders }))
  const state = createClassifier(program).classify('o', { f: value }).states.f
  return state && names[state]
}

const placeholders =
  'n/a N/A na none NULL nil tbd TBA asdf Test test@example.org 无 待定 暂无 未知 x XXX . ... - --- _ ____ ? ??? 999 999999'.split(
    ' ',
  )

describe('the state of a value', () => {
  test.each([null, '', '  ', '\t\n', '\u00a0'])('%j is missing', (value) => expect(stateOf(value)).toBe('missing'))

  test.each(placeholders)('%s is a placeholder, also between blanks', (value) => {
    expect(stateOf(`  ${value} `)).toBe('placeholder')
  })

  test.each(placeholders)('%s is a value when the picklist has it', (value) => {
    expect(stateOf(value, { picklist: [value] })).toBe('ok')
  })

  test.each(['99', 'x-', 'xy', 'nan', 'testing', 'attest@x.org', '..-', 'not n/a', '9990', '未知道'])(
    '%s is no placeholder',
    (value) => expect(stateOf(value)).toBe('ok'),
  )

  test('nines are a number where a number is asked for', () => {
    expect(stateOf('999', { format: 'number' })).toBe('ok')
    expect(stateOf('999', { format: 'integer' })).toBe('placeholder')
  })

  test('the program has placeholders of its own, in any case', () => {
    expect(stateOf(' UNKNOWN rival', {}, ['Unknown Rival'])).toBe('placeholder')
    expect(stateOf('unknown', { picklist: ['unknown'] }, ['Unknown'])).toBe('ok')
  })

  test('the default is no data, even when it would be valid or invalid; a placeholder comes first', () => {
    expect(stateOf('New', { default: 'New' })).toBe('default')
    expect(stateOf('0', { default: 0, format: 'date' })).toBe('default')
    expect(stateOf('tbd', { default: 'tbd' })).toBe('placeholder')
    expect(stateOf('retail', { default: 'retail', picklist: ['retail'] })).toBe('default')
  })

  test.each([
    [
      'date',
      ['2026-03-01', '2024-02-29'],
      ['2026-02-29', '2026-13-01', '01.03.2026', '0026-03-01', '2926-03-01', 'soon'],
    ],
    [
      'datetime',
      ['2026-03-01T10:00:00Z', '2026-03-01 10:00', '2026-03-01T10:00:00.123+02:00', '1774951200123', '2026-03-01'],
      ['2026-02-30T10:00:00Z', '2026-03-01T25:00:00Z', 'yesterday'],
    ],
    ['number', ['0', '-1', '+1.5', '.5', '5.', '12345678901234567890'], ['1,5', '1e3', '0x10', '1.2.3', '€5', 'five']],
    ['integer', ['0', '-12', '+3'], ['1.0', '1 000', '1e3']],
    [
      'email',
      ['a@example.org', 'a.b+c@mail.example.com'],
      ['nobody', 'a@b', 'a b@example.org', 'a@b@example.org', 'a@.org'],
    ],
    ['phone', ['+41 44 123 45 67', '(030) 123-456', '044/1234567'], ['12345', 'call me', '+41 44 CALL']],
    ['url', ['https://example.org', 'http://example.org/a?b=c'], ['example.org', 'ftp://example.org', 'https://']],
  ])('format %s', (format, good, bad) => {
    for (const value of good) expect([value, stateOf(value, { format })]).toEqual([value, 'ok'])
    for (const value of bad) expect([value, stateOf(value, { format })]).toEqual([value, 'invalid'])
  })

  test('picklist, range and expression make a value invalid', () => {
    expect(stateOf('b', { picklist: ['a'] })).toBe('invalid')
    expect(stateOf('A', { picklist: ['a'] })).toBe('invalid')
    expect(stateOf('-0.01', { format: 'number', min: 0 })).toBe('invalid')
    expect(stateOf('-0', { format: 'number', min: 0 })).toBe('ok')
    expect(stateOf('101', { max: 100 })).toBe('invalid')
    expect(stateOf('many', { max: 100 })).toBe('invalid')
    expect(stateOf('2025-12-31', { format: 'date', min: '2026-01-01' })).toBe('invalid')
    expect(stateOf('2026-12-31T23:00:00Z', { format: 'datetime', max: '2026-12-31' })).toBe('ok')
    expect(stateOf('AB-1', { regex: '^[A-Z]{2}-\\d+$' })).toBe('ok')
    expect(stateOf('AB-', { regex: '^[A-Z]{2}-\\d+$' })).toBe('invalid')
    expect(stateOf(`AB-${'1'.repeat(2000)}`, { regex: '^[A-Z]{2}-\\d+$' })).toBe('invalid')
  })

  test('numbers and booleans of JSON are judged by their text', () => {
    expect(stateOf(0, { format: 'number' })).toBe('ok')
    expect(stateOf(1e21, { format: 'number' })).toBe('ok')
    expect(stateOf(1e-7, { format: 'number' })).toBe('ok')
    expect(stateOf(false, { picklist: [true, false] })).toBe('ok')
  })
})

describe('a record', () => {
  const { program } = parseProgram(`
objects:
  deal:
    open_when: { stage: { not: [Won] }, kind: { not: [Draft] } }
    fields:
      kind: { picklist: [New, Renewal, Draft] }
      discount: { format: integer, when: { kind: [Renewal], stage: [Open] } }
      open: { when: { kind: [New] } }
`)
  const { classify } = createClassifier(program)

  test('is judged in the columns it has; an absent one stays unknown', () => {
    expect(classify('deal', { discount: '5' })).toEqual({ states: { discount: 1 }, conditions: {}, keys: {} })
    expect(classify('deal', {})).toEqual({ states: {}, conditions: {}, keys: {} })
  })

  test.each([
    ['name', ' MÜLLER, ag ', 'müller ag'],
    ['name', 'Ｍüller AG.', 'müller ag'],
    ['name', 'N/A', ''],
    ['name', '—', ''],
    ['phone', '+41 (44) 123-45-67', '41441234567'],
    ['mail', 'A.b@Example.org', 'a.b@example.org'],
    // What it is not said to be is still what it is known by.
    ['mail', 'Not An Address', 'not an address'],
  ])('is known by its %s %j as %j', (field, value, key) => {
    const { program: keyed } = parseProgram(`
objects:
  contact:
    fields: { name: { key: true }, phone: { key: true, format: phone }, mail: { key: true, format: email }, note: {} }
`)
    expect(createClassifier(keyed).classify('contact', { [field]: value, note: 'x' }).keys).toEqual({ [field]: key })
  })

  test('carries a condition for every rule that asks one of its fields', () => {
    expect(classify('deal', { kind: ' Renewal ' }).conditions).toEqual({
      'open/kind': 1,
      'discount/kind': 1,
      '/open/kind': 0,
    })
    expect(classify('deal', { kind: 'Draft' }).conditions).toEqual({
      'open/kind': 0,
      'discount/kind': 0,
      '/open/kind': 0,
    })
    expect(classify('deal', { kind: null }).conditions).toEqual({ 'open/kind': 1, 'discount/kind': 0, '/open/kind': 0 })
  })

  test('has its fields judged also without a rule for field or object', () => {
    expect(classify('deal', { extra: 'tbd' }).states).toEqual({ extra: 3 })
    expect(classify('letter', { kind: '', a: 'x', b: 'hello' }).states).toEqual({ kind: 2, a: 3, b: 1 })
  })
})

const rules = fc.record(
  {
    format: fc.constantFrom('date', 'datetime', 'number', 'integer', 'email', 'phone', 'url'),
    picklist: fc.array(fc.constantFrom('a', 'b', 'none', '999', '-'), { minLength: 1 }),
    default: fc.constantFrom('a', '0', 'none'),
    regex: fc.constantFrom('^a', '\\d+', '^[^x]*$'),
  },
  { requiredKeys: [] },
)
const values = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(...placeholders, 'a', 'b', '0', '12', '2026-01-01'),
)

describe('whatever the value and the rule', () => {
  test('there is one state, and blanks around the value do not change it', () => {
    fc.assert(
      fc.property(values, rules, (value, rule) => {
        const state = stateOf(value, rule)
        expect(Object.values(names)).toContain(state)
        expect(stateOf(` \t${value}\n`, rule)).toBe(state)
        expect(state === 'missing').toBe(value.trim() === '')
      }),
    )
  })

  test('what the picklist has is never a placeholder and what it lacks is never ok', () => {
    fc.assert(
      fc.property(values, fc.array(values, { minLength: 1 }), (value, picklist) => {
        const listed = picklist.some((choice) => choice.trim() === value.trim())
        const state = stateOf(value, { picklist })
        expect(state).not.toBe(listed ? 'placeholder' : 'ok')
      }),
    )
  })

  test('a placeholder stays one whatever format but number is asked for', () => {
    const formats = fc.constantFrom('date', 'datetime', 'integer', 'email', 'phone', 'url')
    fc.assert(
      fc.property(fc.constantFrom(...placeholders), formats, (value, format) => {
        expect(stateOf(value, { format })).toBe('placeholder')
      }),
    )
  })
})
