/** Bytes of one request in memory, from its first to its answer. */
export type Lease = {
  /** Counts more bytes; false when there is no room and this request has to go. */
  grow(bytes: number): boolean
  /** The body is whole: from now on the request is not thrown out for a newer one. */
  received(): void
  end(): void
}

/** Memory that all requests of the wire share. */
export type ByteBudget = {
  open(evict: () => void): Lease
  used(): number
}

// What a request costs beside its body, so that a flood of empty ones is counted too.
const requestBytes = 8_192

/** `since` is its turn among all that came, `place` where it stands among those that are coming. */
type Member = { bytes: number; evict: () => void; since: number; place: number }

/**
 * One bound for everything that is being received, inflated or waits for the disk. When it is reached, the request
 * that has been coming longest goes first: slow senders make room for those that are done in a moment.
 */
export function createByteBudget(bytesMax: number): ByteBudget {
  // No Set: each time it grows it leaves a table behind that holds on to the requests of that moment, and to the next
  // table, until the whole heap is collected. Requests that come and go would all live that long.
  const coming: Member[] = []
  let used = 0
  let opened = 0

  function leave(member: Member): void {
    const last = coming[coming.length - 1]
    if (last === undefined || coming[member.place] !== member) return
    coming[member.place] = last
    last.place = member.place
    coming.pop()
  }

  function makeRoom(member: Member): boolean {
    while (used > bytesMax) {
      const oldest = oldestOf(coming)
      if (oldest === undefined || oldest === member) return false
      leave(oldest)
      used -= oldest.bytes
      oldest.bytes = 0
      oldest.evict()
    }
    return true
  }

  return {
    used: () => used,
    open(evict) {
      const member: Member = { bytes: 0, evict, since: opened++, place: coming.length }
      let isOpen = true
      coming.push(member)
      return {
        grow(bytes) {
          if (!isOpen) return false
          const counted = member.bytes === 0 ? bytes + requestBytes : bytes
          member.bytes += counted
          used += counted
          return used <= bytesMax || makeRoom(member)
        },
        received: () => leave(member),
        end() {
          if (!isOpen) return
          isOpen = false
          leave(member)
          used -= member.bytes
        },
      }
    },
  }
}

// Looked for only when there is no room left.
function oldestOf(coming: readonly Member[]): Member | undefined {
  let [oldest] = coming
  for (const member of coming) if (oldest === undefined || member.since < oldest.since) oldest = member
  return oldest
}
