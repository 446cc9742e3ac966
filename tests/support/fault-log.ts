import { appendFileSync } from 'node:fs'

/** What a driver sent and was promised: one side of the oracle. Events go by their mark, their record id. */
export type FaultLog = {
  seed: number
  /** Marks of the good events that left, answered or not. */
  sent: Set<string>
  /** Marks of the good events of every batch that was answered with 200. */
  acked: Set<string>
  /** Message ids of the bad events that left; each is to become a dead letter. */
  badSent: Set<string>
  badAcked: Set<string>
  /** Sums of what the answers 200 said. */
  answered: { accepted: number; duplicates: number; deadLettered: number }
  /** Messages in every request that left. */
  attempted: number
  /** Answers that are wrong whatever happened, in words. */
  wrong: string[]
  /** Statuses that came instead of 200; 0 is a connection that broke. */
  refusals: Map<number, number>
  /** How each status was last refused, as the sender heard it. */
  refusedInWords: Map<number, { retryAfter: string | null; text: string }>
  /** How connections broke, by the code of the error. */
  breaks: Map<string, number>
  /** Milliseconds that each answer 200 took. */
  latencies: number[]
}

/** One request of a driver: its marks and how many bad events it holds, by their message ids. */
export type SentBatch = { body: string; marks: string[]; bad: string[]; size: number }

/** Opens a log; with a file every answer 200 is also appended there, for runs that outlive a process. */
export function openFaultLog(seed: number): FaultLog {
  return {
    seed,
    sent: new Set(),
    acked: new Set(),
    badSent: new Set(),
    badAcked: new Set(),
    answered: { accepted: 0, duplicates: 0, deadLettered: 0 },
    attempted: 0,
    wrong: [],
    refusals: new Map(),
    refusedInWords: new Map(),
    breaks: new Map(),
    latencies: [],
  }
}

/** Notes a batch before it leaves. */
export function noteSent(log: FaultLog, { marks, bad }: SentBatch): void {
  for (const mark of marks) log.sent.add(mark)
  for (const id of bad) log.badSent.add(id)
}

/** Notes an answer 200: from now on everything in the batch is promised. */
export function noteAcked(log: FaultLog, batch: SentBatch, answer: unknown, file?: string): void {
  const { accepted, duplicates, dead_lettered: deadLettered } = Object(answer)
  if (accepted !== batch.size || deadLettered !== batch.bad.length || !(duplicates <= accepted - deadLettered)) {
    log.wrong.push(`${batch.size} sent, ${batch.bad.length} of them bad: ${JSON.stringify(answer)}`.slice(0, 300))
  }
  for (const mark of batch.marks) log.acked.add(mark)
  for (const id of batch.bad) log.badAcked.add(id)
  log.answered.accepted += accepted
  log.answered.duplicates += duplicates
  log.answered.deadLettered += deadLettered
  if (file !== undefined) appendFileSync(file, `${JSON.stringify({ marks: batch.marks, bad: batch.bad, answer })}\n`)
}

/** Counts one more under a name. */
export function countOne<Name>(counts: Map<Name, number>, name: Name): void {
  counts.set(name, (counts.get(name) ?? 0) + 1)
}
