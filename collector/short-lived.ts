import { setFlagsFromString } from 'node:v8'

/**
 * Keeps V8 from making what a request needs where long-lived objects are. It guesses that from whether the objects of a
 * place in the code outlived a collection; when one falls into a moment at which all senders wait for the disk, the guess
 * stands from then on, and whatever hangs on those objects stays until the whole heap is collected: 3.4 kB for each
 * request of one event. Holds for all threads; to be called before code is hot.
 */
export function expectShortLives(): void {
  setFlagsFromString('--no-allocation-site-pretenuring')
}
