type Count = { passed: number; failed: number }

export function countRun(code: number, report: string | undefined): Count
export function addUp(counts: Count[]): Count
