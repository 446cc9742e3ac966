import { describe, expect, test } from 'vitest'
import { holdsText } from '../../collector/erase/word-pattern.ts'

describe('a text that names a person', () => {
  test.each([
    ['p-1', 'p-1'],
    ['p-1', '{"person_id":"p-1"}'],
    ['p-1', 'aliases: p-7;p-1'],
    ['p-1', 'p-1:2026-03-02'],
    ['a.b+c(1)', '["a.b+c(1)"]'],
    ['a"b\\c', JSON.stringify({ person_id: 'a"b\\c' })],
    ['Ana María Ñ', 'by Ana María Ñ.'],
    ['pat@example.org', 'Mail to PAT@Example.org'],
  ])('%j is found in %j', (text, within) => {
    expect(holdsText([text])(within)).toBe(true)
  })

  test.each([
    ['p-1', 'p-17'],
    ['p-1', 'sap-1'],
    ['p-1', 'p-1-b'],
    ['a.b', 'a-b'],
    ['Anna Muster', 'Anna Musterfrau'],
    ['P-1', 'p-1'],
    ['', 'anything'],
  ])('%j is not found in %j', (text, within) => {
    expect(holdsText([text])(within)).toBe(false)
  })
})

describe('an id that is a bare number', () => {
  const holds = holdsText(['28'])

  test.each([
    '{"person_id":"28","hits":"3"}',
    '{"manager_id":"28"}',
    '{"aliases":"7;28"}',
    '{"aliases":"28, 9"}',
    // The fields of a dead letter, as they stand in a record of the spool.
    JSON.stringify({ fields: JSON.stringify({ person_id: '28' }) }),
  ])('is found where a person stands: %s', (within) => {
    expect(holds(within)).toBe(true)
  })

  test.each([
    '28',
    '{"hits":"28"}',
    '{"limit":28}',
    '{"person_id":"128"}',
    'line 28: is missing',
    '{"aliases":"7;281"}',
  ])('means nothing elsewhere: %s', (within) => {
    expect(holds(within)).toBe(false)
  })
})
