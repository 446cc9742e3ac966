/** What the log may say of an error that nobody foresaw: its name and place. Its words may quote what people sent. */
export function faultFacts(error: unknown): { fault: string; code: string; at: string[] } {
  if (!(error instanceof Error)) return { fault: typeof error, code: '', at: [] }
  const frames = (error.stack ?? '').split('\n').filter((line) => /^ +at /.test(line))
  return { fault: error.name, code: 'code' in error ? String(error.code) : '', at: frames.slice(0, 8).map(trimmed) }
}

function trimmed(line: string): string {
  return line.trim()
}
