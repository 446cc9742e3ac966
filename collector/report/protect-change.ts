import { type Protection, protectPeople } from './protect.ts'
import type { Settled } from './question.ts'
import type { Reading } from './reading.ts'

/** Decides for a measure that tells about two dates, and about what was told of the first one. */
export async function protectChange(reading: Reading, question: Settled, floor: number): Promise<Protection> {
  const before = await protectPeople(reading, { ...question, on: question.range.from }, { floor, people: null })
  const after = await protectPeople(reading, question, { floor, people: null })
  const isFew = (people: number) => people > 0 && people < floor
  return {
    showsRow: (row) => !isFew(Number(row.measured_published)) && before.showsRow(row) && after.showsRow(row),
    showsTotal: (row) => !isFew(Number(row.measured_published)) && before.showsTotal(row) && after.showsTotal(row),
  }
}
