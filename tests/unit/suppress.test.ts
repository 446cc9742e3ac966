import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { createDisclosure } from '../../collector/report/disclosure.ts'
import type { Atom, Cell } from '../../collector/report/disclosure-blocks.ts'
import { hiddenSiblings, isSafe } from '../../collector/report/suppress.ts'
import { derivableSets } from '../support/derivable.ts'

const size = (measured: number, eligible = measured) => ({ measured, eligible })

describe('hiddenSiblings', () => {
  it('hides nothing where every group is a crowd', () => {
    expect([...hiddenSiblings([size(5), size(9)], 5)]).toEqual([])
  })

  it('hides the smallest further group, so that the hidden one does not follow from the total', () => {
    expect([...hiddenSiblings([size(30), size(3), size(7), size(12)], 5)].sort()).toEqual([1, 2])
  })

  it('hides no further group where the hidden ones are a crowd together', () => {
    expect([...hiddenSiblings([size(30), size(3), size(4)], 5)].sort()).toEqual([1, 2])
  })

  it('shows a group in which nobody is measured only when nobody, or a crowd, is in it', () => {
    expect(isSafe(size(0, 0), 5)).toBe(true)
    expect(isSafe(size(0, 3), 5)).toBe(false)
    expect(isSafe(size(0, 9), 5)).toBe(true)
  })

  test.prop([fc.array(fc.nat(20), { maxLength: 12 }), fc.integer({ min: 2, max: 10 })])(
    'what is hidden together is nobody, a crowd, or everybody',
    (sizes, floor) => {
      const groups = sizes.map((each) => size(each))
      const hidden = hiddenSiblings(groups, floor)
      const together = [...hidden].reduce((sum, index) => sum + (sizes[index] ?? 0), 0)
      const shown = sizes.filter((each, index) => each > 0 && !hidden.has(index))
      expect(shown.every((each) => each >= floor)).toBe(true)
      expect(hidden.size === 0 || together >= floor || shown.length === 0).toBe(true)
    },
  )
})

const word = (letter: string, count: number) => fc.nat(count - 1).map((number) => `${letter}${number}`)

const atom = fc.record({
  department: word('d', 3),
  team: word('t', 2),
  role: word('r', 3),
  phase: word('p', 2),
  measured: fc.oneof(fc.nat(4), fc.integer({ min: 5, max: 30 })),
})

// Team names are unique in the organisation, and a group stands in the list once.
const organisation = fc
  .uniqueArray(atom, {
    minLength: 1,
    maxLength: 11,
    selector: ({ department, team, role, phase }) => [department, team, role, phase].join(),
  })
  .map((atoms): Atom[] =>
    atoms
      .filter((each) => each.measured > 0)
      .map((each) => ({ ...each, team: each.department + each.team, eligible: each.measured })),
  )

describe('createDisclosure', { timeout: 60_000 }, () => {
  test.prop([organisation], { numRuns: 150 })('shows nothing from which a few people could be computed', (atoms) => {
    const floor = 5
    const { isVisible } = createDisclosure(atoms, floor)
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
    const masks = [...shown.map(maskOf), ...rests]
    for (const mask of derivableSets(masks)) {
      const people = atoms.reduce((sum, each, index) => sum + (mask & (1 << index) ? each.measured : 0), 0)
      expect(people === 0 || people >= floor, JSON.stringify({ mask, shown })).toBe(true)
    }
  })

  test.prop([organisation], { numRuns: 100 })('shows everything where nobody is protected', (atoms) => {
    const { isVisible } = createDisclosure(atoms, 1)
    expect(everyCell(atoms).every(isVisible)).toBe(true)
  })
})

const dimensions = ['department', 'team', 'role', 'phase'] as const

function sameWithout(row: Cell, cell: Cell, by: (typeof dimensions)[number]): boolean {
  return dimensions.every((each) => (each === by ? cell[each] === undefined : row[each] === cell[each]))
}

function everyCell(atoms: Atom[]): Cell[] {
  const values = (dimension: 'department' | 'team' | 'role' | 'phase') => [
    undefined,
    ...new Set(atoms.map((each) => each[dimension])),
  ]
  return values('department').flatMap((department) =>
    values('team').flatMap((team) =>
      values('role').flatMap((role) =>
        values('phase').map((phase) =>
          Object.fromEntries(
            Object.entries({ department, team, role, phase }).filter(([, value]) => value !== undefined),
          ),
        ),
      ),
    ),
  )
}

function fits(atom: Atom, cell: Cell): boolean {
  return dimensions.every((dimension) => cell[dimension] === undefined || cell[dimension] === atom[dimension])
}
