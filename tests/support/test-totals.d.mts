type Count = { passed: number; failed: number; failures?: string[] }

export function countRun(code: number, report: string | undefined): Count
export function addUp(counts: Count[]): Count

/** What failed in a run, one line each: file, full name, and the first line of the reason. */
export function listFailures(report: string | undefined): string[]
