import { expect, test } from 'vitest'
import { rowAfterKey } from '../../dashboard/panels/row-after-key.ts'

test.each([
  ['ArrowDown', 3, 4],
  ['ArrowDown', 9, 9],
  ['ArrowUp', 0, 0],
  ['PageDown', 3, 8],
  ['PageUp', 3, 0],
  ['Home', 7, 0],
  ['End', 0, 9],
])('%s from row %i leads to row %i of ten', (key, from, to) => expect(rowAfterKey(key, from, 10, 5)).toBe(to))

test('other keys are not taken from the page', () => {
  for (const key of ['Enter', 'Tab', 'a', 'ArrowLeft']) expect(rowAfterKey(key, 3, 10, 5)).toBeNull()
})
