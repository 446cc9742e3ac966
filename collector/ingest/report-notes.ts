import type { ImportReport } from '../../schema/datasets/import-report.ts'

/** What else is worth a look, in words, each with what to do. */
export function reportNotes(report: Omit<ImportReport, 'notes'>): string[] {
  const { overlaps = 0, alias_conflicts: aliases = [], as_of: asOf } = report
  const { unmatched = 0, unclassified = 0, waiting = 0, unknown_columns: unknown } = report
  const notes: [boolean, string][] = [
    [unknown.length > 0, `columns that mean nothing here were ignored: ${unknown.slice(0, 20).join(', ')}`],
    [
      asOf !== undefined,
      `${asOf?.joiners} joined, ${asOf?.leavers} left, ${asOf?.transfers} moved, ${asOf?.changed} changed otherwise`,
    ],
    [overlaps > 0, `${overlaps} rows overlap a later row of the same person, which holds from its first day on`],
    [
      aliases.length > 0,
      `aliases claimed by more than one person, counted for the first: ${aliases.slice(0, 20).join(', ')}`,
    ],
    [
      unmatched > 0,
      `${unmatched} events are of people who are not on the roster; they count once the roster names them`,
    ],
    [unclassified > 0, `${unclassified} events are not in the catalogue; name them under actions in the program`],
    [waiting > 0, `${waiting} records were judged by other rules; import them again to judge them by the present ones`],
  ]
  return notes.flatMap(([holds, note]) => (holds ? [note] : []))
}
