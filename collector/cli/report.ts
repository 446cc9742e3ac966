import { writeFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { Command, Option } from 'commander'
import { publishedReportRoute, publishReportRoute } from '../../schema/routes/phase-reports.ts'
import { phaseReportRoute } from '../../schema/routes/phases.ts'
import type { Api } from './api.ts'
import { CommandFailure, misuse } from './command-failure.ts'
import { type ConnectionOptions, connected, withConnection } from './connection.ts'
import { printPdf } from './print-pdf.ts'
import { formatReportCsv } from './report-csv.ts'
import { formatReportHtml, type PhaseReport } from './report-html.ts'
import type { Terminal } from './terminal.ts'

type ReportOptions = ConnectionOptions & { out?: string; on?: string; publish?: boolean; published?: string }

/** `takehold report`: one phase against its targets, as a file; and published, as a snapshot that never changes. */
export function reportCommand(terminal: Terminal): Command {
  return withConnection(new Command('report'), terminal)
    .description('Write the report of a phase, or publish it; the ending of the file decides the format.')
    .argument('<phase>', 'id of the phase in the program file')
    .option('--out <file>', 'file that ends in .json, .csv, .html or .pdf')
    .option('--on <date>', 'day of the report (default: the last complete day of data)')
    .addOption(
      new Option('--publish', 'keep the report as a snapshot that never changes, as of the newest week end').conflicts(
        'published',
      ),
    )
    .addOption(new Option('--published <id>', 'write a published report; its date is its own').conflicts('on'))
    .addHelpText(
      'after',
      '\nExamples:\n  takehold report wave-1 --out wave-1.html --on 2026-03-31\n  takehold report wave-1 --publish --out wave-1.pdf',
    )
    .action(async (phase: string, { out, on, publish, published, ...options }: ReportOptions) => {
      const write = writerOf(out, publish === true)
      await connected(terminal, options, async (api) => {
        const { report, note } = await fetchReport(api, phase, { on, publish, published })
        if (out !== undefined) await write(out, report)
        const name = `${report.phase.name} on ${report.on}${note}`
        terminal.print(out === undefined ? name : `${out}: ${name}`)
      })
    })
}

type Asked = { on: string | undefined; publish: boolean | undefined; published: string | undefined }

async function fetchReport(
  api: Api,
  phase: string,
  { on, publish, published }: Asked,
): Promise<{ report: PhaseReport; note: string }> {
  if (publish) {
    const made = await api.call(publishReportRoute, { params: { phase }, json: { on } })
    return { report: made.report, note: `, published as ${made.report_id}` }
  }
  if (published === undefined) {
    return { report: await api.call(phaseReportRoute, { params: { phase }, query: { on } }), note: '' }
  }
  const kept = await api.call(publishedReportRoute, { params: { phase, report: published } })
  return { report: kept.report, note: `, published on ${kept.published_at.slice(0, 10)}` }
}

function writerOf(out: string | undefined, mayBeAbsent: boolean): Writer {
  if (out === undefined && mayBeAbsent) return async () => undefined
  const write = writers[extname(out ?? '').toLowerCase()]
  if (write) return write
  const what = out === undefined ? '--out' : out
  throw new CommandFailure(`${what} must end in .json, .csv, .html or .pdf. Nothing was written.`, {
    exitCode: misuse,
  })
}

type Writer = (file: string, report: PhaseReport) => Promise<void>

const writers: Record<string, Writer> = {
  '.json': (file, report) => writeFile(file, `${JSON.stringify(report, null, 2)}\n`),
  '.csv': (file, report) => writeFile(file, formatReportCsv(report)),
  '.html': (file, report) => writeFile(file, formatReportHtml(report)),
  '.pdf': (file, report) => printPdf(formatReportHtml(report), file),
}
