import { describe, expect, test } from 'vitest'
import { carryOver } from '../../collector/report/phase-actions.ts'

const agreed = [
  { action: 'Owners for dealer accounts', by: 'Dealers', agreed_on: '2026-10-01', due: '2026-11-20' },
  { action: 'Shorter form', by: '', agreed_on: '2026-09-01', due: '2026-11-01', done_on: '2026-10-30' },
  { action: 'Old and done', by: '', agreed_on: '2026-08-01', done_on: '2026-09-10' },
  { action: 'Agreed since', by: 'Sales', agreed_on: '2026-11-10' },
  { action: 'Of tomorrow', by: '', agreed_on: '2026-11-14' },
]

const lines = (on: string, review: string | null) =>
  carryOver(agreed, on, review).rows.map(
    ({ action, state, carried_over }) => `${action}: ${state}${carried_over ? ', carried over' : ''}`,
  )

describe('the actions of a phase', () => {
  test('that were open at the review before are carried over, whatever became of them', () => {
    expect(lines('2026-11-13', '2026-10-15')).toEqual([
      'Owners for dealer accounts: open, carried over',
      'Agreed since: open',
      'Shorter form: done, carried over',
    ])
  })

  test('without a review before all stand, and none is carried over', () => {
    expect(lines('2026-11-13', null)).toEqual([
      'Owners for dealer accounts: open',
      'Agreed since: open',
      'Shorter form: done',
      'Old and done: done',
    ])
  })

  test('are overdue from the day after the due day, and done only from the day they were done', () => {
    expect(lines('2026-11-20', '2026-11-13')).toContain('Owners for dealer accounts: open, carried over')
    expect(lines('2026-11-21', '2026-11-13')[0]).toBe('Owners for dealer accounts: overdue, carried over')
    expect(carryOver(agreed, '2026-10-20', null).rows.find(({ action }) => action === 'Shorter form')).toMatchObject({
      state: 'open',
      done_on: null,
    })
  })
})
