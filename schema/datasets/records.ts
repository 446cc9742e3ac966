import { z } from 'zod'
import { carriedCell, requiredCell } from './cell.ts'
import { instantCell, requiredInstantCell } from './instant-cell.ts'

/** What the name of a column begins with that holds a field of the record. */
export const fieldPrefix = 'field.'

const columns = {
  object: requiredCell.describe('kind of record: opportunity, account, contact ...'),
  record_id: requiredCell.describe('id of the record in the CRM'),
  updated_at: requiredInstantCell.describe('instant of this version'),
  created_at: instantCell.describe('instant the record was created'),
  deleted_at: instantCell.describe('instant it was deleted; an absent column carries the earlier one forward'),
  owner_id: carriedCell.describe('owner; an empty cell is nobody, an absent column carries forward'),
  editor_id: carriedCell.describe('who made this version'),
  account_id: carriedCell.describe('account the record belongs to'),
  stage: carriedCell.describe('stage'),
  origin: carriedCell.describe('web, mobile, mail_plugin, import, api, automation ...'),
  form: carriedCell.describe('form it was entered in'),
}

/** Names of the columns of records beside `field.<name>`. */
export const recordsColumns = Object.keys(columns)

/** One version of a record, without its field values. */
export const recordRow = z.object(columns)

/** One version of a record, without its field values. */
export type RecordRow = z.infer<typeof recordRow>
