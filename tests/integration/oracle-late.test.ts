import { compareHoldings } from '../support/compare-holdings.ts'

compareHoldings('late')
