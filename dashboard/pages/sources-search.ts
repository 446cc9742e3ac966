import { z } from 'zod'
import { datasetName } from '../../schema/datasets/dataset.ts'
import { deadLetterState } from '../../schema/routes/dead-letters.ts'
import { pageSearch } from '../search.ts'

/** What the sources keep in their address: which refused rows are looked at. */
export const sourcesSearch = pageSearch.extend({
  dead: deadLetterState.optional().catch(undefined).describe('what became of them; without it those that wait'),
  code: z.string().min(1).max(200).optional().catch(undefined).describe('refused for this reason'),
  dataset: datasetName.optional().catch(undefined).describe('meant for this dataset'),
  letter: z.string().min(1).max(200).optional().catch(undefined).describe('the one that is open'),
})

/** What the sources keep in their address. */
export type SourcesSearch = z.infer<typeof sourcesSearch>
