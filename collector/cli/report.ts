import { writeFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { Command } from 'commander'
import { phaseReportRoute } from '../../schema/routes/phases.ts'
import { CommandFailure, misuse } from './command-failure.ts'
import { type ConnectionOptions, connected, withConnection } from './connection.ts'
import { printPdf } from './print-pdf.ts'
import { formatReportCsv } from './report-csv.ts'
import { formatReportHtml, type PhaseReport } from './report-html.ts'
import type { Terminal } from './terminal.ts'

type ReportOptions = ConnectionOptions & { out: string; on?: string }

/** `takehold report`: one phase against its targets, as a file. */
export function reportCommand(terminal: Terminal): Command {
  return withConnection(new Command('report'), terminal)
    .description('Write the report of a phase; the ending of the file decides the format.')
    .argument('<phase>', 'id of the phase in the program file')
    .requiredOption('--out <file>', 'file that ends in .json, .csv, .html or .pdf')
    .option('--on <date>', 'day of the report (default: the last complete day of data)')
    .addHelpText('after', '\nExample:\n  takehold report wave-1 --out wave-1.html --on 2026-03-31')
    .action(async (phase: string, { out, on, ...options }: ReportOptions) => {
      const write = writers[extname(out).toLowerCase()]
      if (!write) {
        throw new CommandFailure(`${out} must end in .json, .csv, .html or .pdf. Nothing was written.`, {
          exitCode: misuse,
        })
      }
      const report = await connected(terminal, options, (api) =>
        api.call(phaseReportRoute, { params: { phase }, query: { on } }),
      )
      await write(out, report)
      terminal.print(`${out}: ${report.phase.name} on ${report.on}`)
    })
}

const writers: Record<string, (file: string, report: PhaseReport) => Promise<void>> = {
  '.json': (file, report) => writeFile(file, `${JSON.stringify(report, null, 2)}\n`),
  '.csv': (file, report) => writeFile(file, formatReportCsv(report)),
  '.html': (file, report) => writeFile(file, formatReportHtml(report)),
  '.pdf': (file, report) => printPdf(formatReportHtml(report), file),
}
