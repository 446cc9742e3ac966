import { z } from 'zod'
import { requiredCell } from './cell.ts'
import { requiredDateCell } from './date-cell.ts'

const columns = {
  person_id: requiredCell.describe('who was trained'),
  course: requiredCell.describe('course'),
  completed_on: requiredDateCell.describe('day of completion'),
}

/** Names of the columns of training. */
export const trainingColumns = Object.keys(columns)

/** One completed course of a person. */
export const trainingRow = z.object(columns)

/** One completed course of a person. */
export type TrainingRow = z.infer<typeof trainingRow>
