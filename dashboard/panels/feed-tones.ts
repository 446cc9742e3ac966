/** How good the state of a feed is. */
export const feedTones = { live: 'ok', quiet: 'warn', stopped: 'bad' } as const
