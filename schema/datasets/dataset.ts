import { z } from 'zod'

/** Datasets that can be imported. */
export const datasets = [
  'roster',
  'leave',
  'holidays',
  'events',
  'records',
  'accounts',
  'training',
  'outcomes',
  'feedback',
] as const

/** Name of a dataset. */
export const datasetName = z.enum(datasets)

/** Name of a dataset. */
export type DatasetName = z.infer<typeof datasetName>
