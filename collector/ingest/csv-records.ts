import type { TextLine } from './text-lines.ts'

/** One record of a CSV file as text; `lines` are the lines it spans. */
export type CsvRecord = { line: number; text: string; lines: TextLine[] }

// Beyond this a quote was opened and never closed; the lines are then read one by one.
const recordCharsMax = 1_048_576

/**
 * Joins lines into records: a record ends where its quotes are balanced. Line numbers stay exact across embedded
 * newlines, and a stray quote costs one line instead of the rest of the file, which csv-parse alone cannot do.
 */
export async function* csvRecords(lines: AsyncIterable<TextLine[]>): AsyncGenerator<CsvRecord[]> {
  let open: TextLine[] = []
  let chars = 0
  for await (const part of lines) {
    const records: CsvRecord[] = []
    for (const line of part) {
      const odd = hasOddQuotes(line.text)
      if (open.length === 0 && !odd) {
        records.push({ line: line.line, text: withoutReturn(line.text), lines: [] })
        continue
      }
      open.push(line)
      chars += line.text.length
      const closed = odd && open.length > 1
      if (closed) records.push(joined(open))
      else if (chars > recordCharsMax) records.push(...separate(open))
      else continue
      open = []
      chars = 0
    }
    if (records.length > 0) yield records
  }
  if (open.length > 0) yield separate(open)
}

/** The lines of a record that made no sense together, each a record of its own. */
export function separate(lines: TextLine[]): CsvRecord[] {
  return lines.map((line) => ({ line: line.line, text: withoutReturn(line.text), lines: [] }))
}

function joined(lines: TextLine[]): CsvRecord {
  return { line: lines[0]?.line ?? 0, text: withoutReturn(lines.map(({ text }) => text).join('\n')), lines }
}

function withoutReturn(text: string): string {
  return text.endsWith('\r') ? text.slice(0, -1) : text
}

function hasOddQuotes(text: string): boolean {
  let odd = false
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) odd = !odd
  return odd
}
