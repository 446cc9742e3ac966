import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import type { SpoolStatus } from '../../collector/ingest/spool/spool.ts'
import { packageRoot } from '../../collector/package-root.ts'
import { wideLimits } from './spool-folder.ts'

/** Its status; null where it refuses nothing. */
export type ToldStatus = Omit<SpoolStatus, 'refusing'> & { refusing: SpoolStatus['refusing'] | null }

/** What a process with a spool of its own tells, one object a line. */
export type SpoolLine = {
  opened?: ToldStatus
  acked?: number
  text?: string
  refused?: string
  reason?: string
  fatal?: string
  note?: string
  refusedToOpen?: string
  status?: ToldStatus
  cpuMs?: number
}

/** What the process does; see the script. */
export type SpoolWork = { name: string; run?: string; count?: number; bytes?: number; left?: number }

/** Starts a process with a spool of its own; `ended` answers all that it told and how it ended. */
export function startSpoolProcess(
  directory: string,
  work: SpoolWork,
  {
    failPoint = '',
    limits = {},
    handlesMax,
    env = {},
  }: {
    failPoint?: string
    limits?: Partial<typeof wideLimits>
    handlesMax?: number
    env?: Record<string, string>
  } = {},
) {
  const given = {
    root: packageRoot,
    directory,
    failPoint,
    limits: { ...wideLimits, ...limits },
    work: { run: 'run', bytes: 0, ...work },
  }
  const node = [process.execPath, join(packageRoot, 'tests', 'support', 'spool-child.mjs'), JSON.stringify(given)]
  const limited = ['sh', '-c', `ulimit -n ${handlesMax}; exec "$@"`, 'sh', ...node]
  const [program = '', ...args] = handlesMax === undefined ? node : limited
  const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'inherit'] })
  const lines: SpoolLine[] = []
  const told = listen(child, lines)
  const ended = new Promise<{ lines: SpoolLine[]; code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.on('close', (code, signal) => resolve({ lines, code, signal }))
  })
  return { child, lines, told, ended }
}

/** Resolves with the first line that the given test takes; rejects when the process ends without one. */
function listen(child: ChildProcess, lines: SpoolLine[]) {
  const waiting = new Set<() => void>()
  let rest = ''
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\n')
    rest = parts.pop() ?? ''
    lines.push(...parts.map((part): SpoolLine => JSON.parse(part)))
    for (const look of [...waiting]) look()
  })
  return (isIt: (line: SpoolLine) => boolean): Promise<SpoolLine> =>
    new Promise((resolve, reject) => {
      const look = () => {
        const found = lines.find(isIt)
        if (found) resolve(found)
        if (found) waiting.delete(look)
      }
      waiting.add(look)
      look()
      child.once('close', () => reject(new Error(`It ended without saying so, but said ${JSON.stringify(lines)}`)))
    })
}
