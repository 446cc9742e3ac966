import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Measure } from '../../schema/measures/measure.ts'
import { measureNames, measures } from '../../schema/measures/registry.ts'
import { programSchema } from '../../schema/program/program.ts'

/** Measures that no list stands behind: figures of nobody, and answers that are never shown person by person. */
const withoutList = ['outcomes', 'voice']

const program = z.record(z.string(), z.unknown()).parse(programSchema.parse({}))

describe.each(measureNames)('the catalogue says of %s', (name) => {
  const measure: Measure = measures[name]

  it('what it is, in both languages, by which formula and with which settings', () => {
    expect(measure.name).toBe(name)
    expect(measure.label).toMatch(/^[A-Z]/)
    expect(measure.definition).toMatch(/^[A-Z].*\.$|^adoption .*\.$/)
    expect(measure.definitionZh).toMatch(/\p{Script=Han}.*。$/u)
    // A definition in one language has not been left behind by that of the other.
    expect(measure.definitionZh.length * 6).toBeGreaterThan(measure.definition.length)
    expect(measure.formula).toMatch(/\w+/)
    expect(measure.parameters.length).toBeGreaterThan(0)
    expect(new Set(measure.parameters).size).toBe(measure.parameters.length)
    expect(measure.parameters.filter((parameter) => !isSetting(parameter))).toEqual([])
  })

  it('what each of its columns is, and which list stands behind it', () => {
    const columns = { ...measure.row.shape, ...measure.total.shape }
    for (const [column, type] of Object.entries(columns)) {
      if (!(type instanceof z.ZodDefault))
        expect([column, describedAs(type)]).toEqual([column, expect.stringMatching(/\w+/)])
    }
    expect(measure.behind === null).toBe(withoutList.includes(name))
    // By field a row of completeness has columns of its own.
    const byField = name === 'completeness' ? ['applicable', 'ok', 'missing', 'placeholder', 'default', 'invalid'] : []
    const counted = Object.keys(measure.behind?.columns ?? {})
    expect(counted.filter((column) => !(column in columns) && !byField.includes(column))).toEqual([])
  })
})

const describedAs = (type: unknown) => (type instanceof z.ZodType ? (type.description ?? '') : '')

// A setting of the program file by its path; targets may be absent, so their names are known here.
function isSetting(path: string): boolean {
  const [first = '', second] = path.split('.')
  if (first === 'targets') return ['adoption', 'completeness', 'represented'].includes(second ?? '')
  const value = program[first]
  if (second === undefined) return first in program
  return typeof value === 'object' && value !== null && second in value
}
