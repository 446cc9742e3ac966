import { compareHoldings } from '../support/compare-holdings.ts'

compareHoldings('at once')
