import { describe, expect, it } from 'vitest'
import { compareRealData } from '../support/compare-real-data.ts'
import { findRealData } from '../support/real-data.ts'

const [, ...others] = findRealData()

it('is of more than one organisation', () => {
  expect(others.length).toBeGreaterThan(0)
})

describe.each(others)('$name', compareRealData)
