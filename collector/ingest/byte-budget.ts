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

/**
 * One bound for everything that is being received, inflated or waits for the disk. When it is reached, the request
 * that has been coming longest goes first: slow senders make room for those that are done in a moment.
 */
export function createByteBudget(bytesMax: number): ByteBudget {
  const coming = new Set<Member>()
  let used = 0

  type Member = { bytes: number; evict: () => void }

  function makeRoom(member: Member): boolean {
    while (used > bytesMax) {
      const [oldest] = coming
      if (oldest === undefined || oldest === member) return false
      coming.delete(oldest)
      used -= oldest.bytes
      oldest.bytes = 0
      oldest.evict()
    }
    return true
  }

  return {
    used: () => used,
    open(evict) {
      const member: Member = { bytes: 0, evict }
      let isOpen = true
      coming.add(member)
      return {
        grow(bytes) {
          if (!isOpen) return false
          const counted = member.bytes === 0 ? bytes + requestBytes : bytes
          member.bytes += counted
          used += counted
          return used <= bytesMax || makeRoom(member)
        },
        received: () => void coming.delete(member),
        end() {
          if (!isOpen) return
          isOpen = false
          coming.delete(member)
          used -= member.bytes
        },
      }
    },
  }
}
