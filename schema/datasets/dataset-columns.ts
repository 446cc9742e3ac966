import { accountsColumns } from './accounts.ts'
import type { DatasetName } from './dataset.ts'
import { eventsColumns } from './events.ts'
import { feedbackColumns } from './feedback.ts'
import { holidaysColumns } from './holidays.ts'
import { leaveColumns } from './leave.ts'
import { outcomesColumns } from './outcomes.ts'
import { recordsColumns } from './records.ts'
import { rosterColumns } from './roster.ts'
import { trainingColumns } from './training.ts'

/** Columns of a file, and those without which no row of it can be taken. */
export type DatasetColumns = { columns: readonly string[]; required: readonly string[] }

/** The columns of every dataset; records have `field.<name>` beside them. */
export const datasetColumns: Record<DatasetName, DatasetColumns> = {
  roster: { columns: rosterColumns, required: ['person_id'] },
  leave: { columns: leaveColumns, required: ['person_id', 'from', 'to'] },
  holidays: { columns: holidaysColumns, required: ['calendar', 'date'] },
  events: { columns: eventsColumns, required: ['person_id', 'event', 'occurred_at'] },
  records: { columns: recordsColumns, required: ['object', 'record_id', 'updated_at'] },
  accounts: { columns: accountsColumns, required: ['account_id'] },
  training: { columns: trainingColumns, required: ['person_id', 'course', 'completed_on'] },
  outcomes: { columns: outcomesColumns, required: ['metric', 'period_end', 'value', 'better'] },
  feedback: { columns: feedbackColumns, required: ['person_id', 'at', 'question'] },
}
