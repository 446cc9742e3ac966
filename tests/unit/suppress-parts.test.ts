import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import type { Atom, Cell } from '../../collector/report/disclosure-blocks.ts'
import { discloseParts, type PartDisclosure } from '../../collector/report/disclosure-parts.ts'
import { foldReasons } from '../../collector/report/fold-reasons.ts'
import { derivableSets } from '../support/derivable.ts'

const floor = 5
const dimensions = ['department', 'team', 'role', 'phase', 'part'] as const
const word = (letter: string, count: number) => fc.nat(count - 1).map((number) => `${letter}${number}`)

const atom = fc.record({
  department: word('d', 3),
  team: word('t', 2),
  role: word('r', 2),
  phase: word('p', 2),
  part: word('x', 3),
  measured: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 5, max: 30 })),
})

const organisation = fc
  .uniqueArray(atom, {
    minLength: 1,
    maxLength: 12,
    selector: ({ department, team, role, phase, part }) => [department, team, role, phase, part].join(),
  })
  .map((atoms): Atom[] =>
    atoms.map((each) => ({ ...each, team: each.department + each.team, eligible: each.measured })),
  )

// Groups themselves are told beside their parts: the measured people of each, or who answered at all.
describe('parts of groups', { timeout: 60_000 }, () => {
  test.prop([organisation], { numRuns: 150 })('show nothing from which a few people could be computed', (atoms) => {
    expectNoLeak(atoms, discloseParts(atoms, floor))
  })
})

describe('parts of phases and departments alone', { timeout: 60_000 }, () => {
  test.prop([organisation], { numRuns: 150 })('show nothing from which a few people could be computed', (atoms) => {
    expectNoLeak(atoms, discloseParts(atoms, floor, ['phase', 'department']))
  })
})

describe('reasons', () => {
  const row = (state: string, reason: string, answers: number) => ({
    ...{ group: 'Sales', question: 'What stops you?', state, reason },
    ...{ measured: 20, answers, answers_of_state: 10, share: answers / 10, mean_score: 3 },
  })

  it('of a few people stand together as other, and a state of a few has one row left', () => {
    const rows = [row('lapsed', 'double work', 1), row('lapsed', 'no time', 4), row('lapsed', 'too slow', 5)]
    const few = [row('occasional', 'no time', 1), row('occasional', 'too slow', 1)]
    const shown = {
      showsState: ({ state }: Record<string, unknown>) => state === 'lapsed',
      showsReason: ({ reason }: Record<string, unknown>) => reason === 'too slow',
    }
    expect(foldReasons([...rows, ...few], shown)).toEqual([
      { ...row('lapsed', 'other', 5), mean_score: null },
      row('lapsed', 'too slow', 5),
      expect.objectContaining({ state: 'occasional', reason: '' }),
    ])
  })
})

function expectNoLeak(atoms: Atom[], { isVisible }: PartDisclosure): void {
  const shown = everyCell(atoms).filter(isVisible)
  const maskOf = (cell: Cell) => atoms.reduce((mask, each, index) => mask | (fits(each, cell) ? 1 << index : 0), 0)
  // A breakdown also tells what its shown rows leave of its total.
  const rests = shown.flatMap((cell) =>
    dimensions.map((by) =>
      shown
        .filter((row) => row[by] !== undefined && sameWithout(row, cell, by))
        .reduce((rest, row) => rest & ~maskOf(row), maskOf(cell)),
    ),
  )
  for (const mask of derivableSets([...shown.map(maskOf), ...rests])) {
    const people = atoms.reduce((sum, each, index) => sum + (mask & (1 << index) ? each.measured : 0), 0)
    const few = atoms.filter((_, index) => mask & (1 << index))
    expect(people === 0 || people >= floor, JSON.stringify({ few, shown })).toBe(true)
  }
}

function sameWithout(row: Cell, cell: Cell, by: (typeof dimensions)[number]): boolean {
  return dimensions.every((each) => (each === by ? cell[each] === undefined : row[each] === cell[each]))
}

// One group and a part of it: what is finer is never shown.
function everyCell(atoms: Atom[]): Cell[] {
  const values = (dimension: (typeof dimensions)[number]) => [...new Set(atoms.map((each) => each[dimension] ?? ''))]
  const groups: Cell[] = [
    {},
    ...(['department', 'team', 'role', 'phase'] as const).flatMap((by) => values(by).map((value) => ({ [by]: value }))),
  ]
  return groups.flatMap((group) => [group, ...values('part').map((part) => ({ ...group, part }))])
}

function fits(each: Atom, cell: Cell): boolean {
  return dimensions.every((dimension) => cell[dimension] === undefined || cell[dimension] === each[dimension])
}
