import { type ImportReport, importReport } from '../../schema/datasets/import-report.ts'
import { type Api, withQuery } from './api.ts'
import type { ImportFile } from './import-file.ts'
import { showProgress } from './progress.ts'
import type { Terminal } from './terminal.ts'
import { upload } from './upload.ts'

type Options = { dataset: string; source?: string; map: string | undefined; asOf?: string }

const rejectsShown = 10

/** Sends one file and prints what became of its rows. */
export async function sendImport(
  terminal: Terminal,
  api: Api,
  file: ImportFile,
  options: Options,
): Promise<ImportReport> {
  const answer = await uploadImport(terminal, api, file, { ...options, dryRun: false })
  terminal.print(importSummary(file.name, answer))
  return answer
}

/** Sends one file; a dry run stores nothing. */
export async function uploadImport(
  terminal: Terminal,
  api: Api,
  file: ImportFile,
  { dataset, source, map, asOf, dryRun }: Options & { dryRun: boolean },
): Promise<ImportReport> {
  const query = { source, file: file.name, map, as_of: asOf, dry_run: dryRun ? 'true' : undefined }
  const progress = showProgress(terminal, file.name, file.bytes)
  try {
    const path = withQuery(`/api/import/${dataset}`, query)
    return await upload(api, { path, body: file.open(), answer: importReport, onBytes: progress.at })
  } finally {
    progress.end()
  }
}

/** The result in words: counts first, then the first rejects with line and reason. */
export function importSummary(
  name: string,
  answer: Pick<ImportReport, 'accepted' | 'rejected' | 'duplicates' | 'rejects' | 'notes'>,
): string {
  const { accepted, rejected, duplicates, rejects, notes } = answer
  const lines = [`${name}: ${accepted} accepted / ${rejected} rejected / ${duplicates} duplicates`]
  for (const { line, reason } of rejects.slice(0, rejectsShown)) lines.push(`  line ${line}: ${reason}`)
  if (rejected > Math.min(rejects.length, rejectsShown)) lines.push('  … all of them: takehold dead list')
  return [...lines, ...notes.map((note) => `  ${note}`)].join('\n')
}
