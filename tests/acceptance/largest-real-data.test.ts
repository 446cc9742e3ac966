import { describe } from 'vitest'
import { compareRealData } from '../support/compare-real-data.ts'
import { findRealData } from '../support/real-data.ts'

// Half of the time of all: beside the others, so that both cores have something to do.
describe.each(findRealData().slice(0, 1))('$name', compareRealData)
