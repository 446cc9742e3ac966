import { Problem } from '../problem.ts'

const failuresMax = 20
const windowMs = 60_000
const addressesMax = 10_000

/** Counts failed sign-ins per address, so that nobody can guess on. */
export type SignInLimit = ReturnType<typeof createSignInLimit>

/** A window of one minute per address. */
export function createSignInLimit(now: () => number = Date.now) {
  const failures = new Map<string, { count: number; endsAt: number }>()
  return {
    /** Counts a failure and throws 429 when there were too many; who has the right credential is let in all the while. */
    failed(address: string): void {
      const entry = failures.get(address)
      if (!entry || entry.endsAt <= now()) {
        if (failures.size >= addressesMax) failures.clear()
        failures.set(address, { count: 1, endsAt: now() + windowMs })
        return
      }
      entry.count += 1
      if (entry.count <= failuresMax) return
      throw new Problem(429, 'too_many_failures', 'Too many failed sign-ins', 'Wait a minute and try again.', {
        retry_after_s: Math.max(1, (entry.endsAt - now()) / 1000),
      })
    },
  }
}
