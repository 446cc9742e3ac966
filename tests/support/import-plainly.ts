import type { MeasuredOrganisation } from './measured-organisation.ts'
import type { RandomOrganisation } from './random-organisation.ts'

/** Imports an organisation whole and once, the program first, as values are judged when they come. */
export async function importPlainly(
  target: MeasuredOrganisation,
  { files, program }: Pick<RandomOrganisation, 'files' | 'program'>,
): Promise<void> {
  await target.apply(program)
  const { records, recordsLater, ...others } = files
  await target.load('records', records)
  await target.load('records', recordsLater)
  for (const dataset of ['leave', 'holidays', 'events', 'accounts', 'training', 'roster'] as const) {
    const report = await target.load(dataset, others[dataset])
    if (report.rejected > 0) throw new Error(`${dataset}: ${JSON.stringify(report.rejects)}`)
  }
}
