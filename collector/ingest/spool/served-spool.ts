import { type MessagePort, receiveMessageOnPort, type Worker } from 'node:worker_threads'
import { createFailPoint } from '../../fail-point.ts'
import { addRange, type Damage, type SequenceRange } from './damage.ts'
import { createGathered } from './gathered.ts'
import type { Group, Waiting } from './group.ts'
import { payloadBytesMax, recordHeadBytes } from './segment-format.ts'
import { type Spool, SpoolRefusal, type SpoolStatus } from './spool.ts'
import type { Opened, Refusing, ThreadAnswer, ThreadRequest } from './spool-messages.ts'
import type { SpoolOptions } from './spool-options.ts'
import { createWaitingBytes, type WaitingBytes } from './waiting-bytes.ts'

const lookMs = 1000
/** More than this in memory means that the disk does not keep up. */
const gatheredBytesMax = 128 * 1024 * 1024

/** The thread of a spool, and the port on which it is asked. */
export type SpoolThread = { worker: Worker; port: MessagePort }

type Settle = { resolve: () => void; reject: (error: Error) => void }

/** The main thread's side of a spool: gathers appends while the thread writes a group. Lives until it is closed. */
export class ServedSpool implements Spool {
  readonly id: string
  readonly directory: string
  readonly #port: MessagePort
  readonly #options: SpoolOptions
  readonly #waiting: WaitingBytes
  readonly #passed: (name: string) => void
  readonly #found: { cutBytes: number; quarantinedBytes: number; gaps: SequenceRange[] }
  readonly #damagedPlaces = new Set<string>()
  #durableSequence: number
  #fileBytes: number
  #refusing: Refusing | undefined
  #fullFor = 0
  readonly #gathered = createGathered()
  #inFlight: Group | undefined
  #scheduled = false
  #refused: Error | undefined
  #rolls: Settle[] = []
  #durableCallbacks: ((sequence: number) => void)[] = []
  #lookedAt = performance.now()
  #fatal: Error | undefined
  #stopping = false
  #done = false
  #closing: Promise<void> | undefined
  #closed: Settle | undefined

  constructor({ worker, port }: SpoolThread, opened: Opened, options: SpoolOptions) {
    this.id = opened.spoolId
    this.directory = options.directory
    this.#port = port
    this.#options = options
    this.#passed = createFailPoint(options.failPoint)
    this.#waiting = createWaitingBytes(options.waitingBytes ?? opened.waitingBytes, opened.durableSequence)
    this.#durableSequence = opened.durableSequence
    this.#fileBytes = opened.fileBytes
    this.#found = { cutBytes: opened.cutBytes, quarantinedBytes: opened.cutBytes, gaps: [] }
    this.#refuse(opened.refusing)
    for (const note of opened.notes) options.log.warn({ directory: options.directory }, note)
    for (const damage of opened.damage) this.damaged(damage)
    port.on('message', (answer: ThreadAnswer) => this.#hear(answer))
    worker.on('message', (answer: ThreadAnswer) => {
      this.#listen()
      this.#hear(answer)
    })
    worker.on('error', (error) => this.#fail(error))
    worker.on('exit', () => this.#exited())
  }

  append(payload: Uint8Array): Promise<number> {
    // The loop may be far from asking for messages: many requests are read in one turn, and the disk must not wait.
    if (this.#inFlight && this.#gathered.isWorthWriting()) this.#listen()
    const bytes = recordHeadBytes + payload.length
    const refusal = this.#refused ?? this.#refusal(payload.length, bytes)
    if (refusal) {
      this.#refuseThisTurn(refusal)
      return Promise.reject(refusal)
    }
    return new Promise((resolve, reject) => this.#gather(payload, { resolve, reject }))
  }

  flushed(sequence: number, waitingBytes: number): void {
    this.#waiting.flushed(sequence, waitingBytes)
    this.#look()
  }

  damaged(damage: Damage): void {
    const { file, offset, bytes, fromSequence, toSequence } = damage
    this.#found.gaps = addRange(this.#found.gaps, { from: fromSequence, to: toSequence })
    const place = `${file} ${offset} ${toSequence}`
    // The same damage is met again whenever the segment is read again.
    if (this.#damagedPlaces.has(place)) return
    this.#damagedPlaces.add(place)
    this.#found.quarantinedBytes += bytes
    const lost = toSequence < fromSequence ? 'no record' : `records ${fromSequence} to ${toSequence}`
    this.#options.log.error({ damage }, `The spool is damaged: ${bytes} bytes at ${offset} of ${file}, ${lost} lost`)
  }

  roll(): Promise<void> {
    if (this.#fatal || this.#stopping) return Promise.reject(this.#ended())
    return new Promise((resolve, reject) => {
      this.#rolls.push({ resolve, reject })
      this.#ask({ ask: 'roll' })
    })
  }

  status(): SpoolStatus {
    this.#look()
    return {
      durableSequence: this.#durableSequence,
      waitingBytes: this.#waiting.total(),
      waitingBytesMax: this.#options.limits.waitingBytesMax,
      fileBytes: this.#fileBytes,
      refusing: this.#refusingNow(),
      ...this.#found,
    }
  }

  onDurable(callback: (sequence: number) => void): void {
    this.#durableCallbacks.push(callback)
  }

  close(): Promise<void> {
    this.#closing ??= new Promise<void>((resolve, reject) => {
      this.#stopping = true
      this.#closed = { resolve, reject }
      if (this.#fatal) reject(this.#ended())
      else this.#closeWhenDone()
    })
    return this.#closing
  }

  #refusal(length: number, bytes: number): Error | undefined {
    if (this.#fatal || this.#stopping) return this.#ended()
    if (length > payloadBytesMax)
      return new RangeError(`A record of the spool may have ${payloadBytesMax} bytes; this one has ${length}.`)
    if (this.#refusing) {
      this.#look()
      return new SpoolRefusal(this.#refusing.code, this.#refusing.reason)
    }
    this.#fullFor =
      this.#waiting.total() + this.#gathered.bytes() + bytes > this.#options.limits.waitingBytesMax ? bytes : 0
    if (this.#fullFor > 0)
      return new SpoolRefusal(
        'full',
        'The spool holds as many bytes for the store as it may. Look why the store takes none.',
      )
    if (this.#gathered.bytes() > 0 && this.#gathered.bytes() + bytes > gatheredBytesMax)
      return new SpoolRefusal('full', 'The disk of the spool does not keep up with what arrives.')
    return undefined
  }

  #gather(payload: Uint8Array, waiting: Waiting): void {
    this.#gathered.add(payload, waiting)
    if (this.#inFlight) return
    if (this.#gathered.isWorthWriting()) this.#send()
    else if (!this.#scheduled) this.#sendAfterThisTurn()
  }

  #sendAfterThisTurn(): void {
    this.#scheduled = true
    setImmediate(() => {
      this.#scheduled = false
      if (!this.#gathered.isEmpty()) this.#send()
    })
  }

  #listen(): void {
    for (let heard = this.#received(); heard; heard = this.#received()) this.#hear(heard.message)
  }

  #received(): { message: ThreadAnswer } | undefined {
    return receiveMessageOnPort(this.#port)
  }

  #send(): void {
    if (this.#inFlight || this.#fatal) return
    this.#inFlight = this.#gathered.take()
    if (!this.#inFlight) {
      this.#closeWhenDone()
      return
    }
    const { packed, bytes } = this.#inFlight
    this.#ask({ ask: 'append', group: new Uint8Array(packed.buffer, 0, bytes) }, [packed.buffer])
  }

  #hear(answer: ThreadAnswer): void {
    if (answer.answer === 'appended') this.#appended(answer)
    else if (answer.answer === 'refused') this.#refusedGroup(answer.refusing)
    else if (answer.answer === 'rolled') {
      const roll = this.#rolls.shift()
      if (answer.refusing) roll?.reject(new SpoolRefusal(answer.refusing.code, answer.refusing.reason))
      else roll?.resolve()
    } else if (answer.answer === 'looked') {
      this.#fileBytes = answer.fileBytes
      this.#refuse(answer.refusing)
    } else if (answer.answer === 'closed') {
      this.#done = true
      this.#closed?.resolve()
    } else if (answer.answer === 'failed') this.#fail(new Error(answer.reason))
  }

  #appended({ durableSequence, fileBytes, spare }: Extract<ThreadAnswer, { answer: 'appended' }>): void {
    const group = this.#taken()
    this.#gathered.settle(group, spare)
    this.#durableSequence = durableSequence
    this.#fileBytes = fileBytes
    this.#waiting.add(durableSequence, group.bytes)
    const first = durableSequence - group.waiting.length + 1
    for (const [index, waiting] of group.waiting.entries()) waiting.resolve(first + index)
    // The next group first: the thread writes while the answers go out.
    this.#send()
    for (const callback of this.#durableCallbacks) callback(durableSequence)
    if (this.#options.failPoint !== '') setImmediate(() => this.#passed('spool.answered'))
  }

  #refusedGroup(refusing: Refusing): void {
    this.#refuse(refusing)
    this.#lookedAt = performance.now()
    this.#rejectAll(new SpoolRefusal(refusing.code, refusing.reason))
    this.#send()
  }

  #taken(): Group {
    const group = this.#inFlight
    if (!group) throw new Error('The thread of the spool answered a group that was not sent.')
    this.#inFlight = undefined
    return group
  }

  /** Whoever is refused forgets what it noted only after this turn: until then a copy must not be kept alone. */
  #refuseThisTurn(error: Error): void {
    if (this.#refused) return
    this.#refused = error
    setImmediate(() => {
      this.#refused = undefined
    })
  }

  /** What is queued behind a failed group fails too: a later copy in it may count on the first one being kept. */
  #rejectAll(error: Error): void {
    this.#refuseThisTurn(error)
    const groups = [...(this.#inFlight ? [this.#inFlight] : []), ...this.#gathered.giveUp()]
    this.#inFlight = undefined
    for (const group of groups) for (const waiting of group.waiting) waiting.reject(error)
  }

  #refuse(refusing: Refusing | undefined): void {
    if (refusing && !this.#refusing)
      this.#options.log.error({ directory: this.directory, code: refusing.code }, refusing.reason)
    if (!refusing && this.#refusing) this.#options.log.info('The spool takes events again')
    this.#refusing = refusing
  }

  #refusingNow(): SpoolStatus['refusing'] {
    if (this.#fatal) return 'failing'
    if (this.#stopping) return 'stopping'
    const full = this.#fullFor > 0 && this.#waiting.total() + this.#fullFor > this.#options.limits.waitingBytesMax
    return this.#refusing?.code ?? (full ? 'full' : undefined)
  }

  #look(): void {
    if (this.#fatal || this.#stopping || performance.now() - this.#lookedAt < lookMs) return
    this.#lookedAt = performance.now()
    this.#ask({ ask: 'look' })
  }

  #ended(): SpoolRefusal {
    if (!this.#fatal) return new SpoolRefusal('stopping', 'Takehold is stopping.')
    const reason = 'The disk of the spool cannot be trusted any more. Takehold must be started again.'
    return new SpoolRefusal('failing', reason, { cause: this.#fatal })
  }

  #fail(error: Error): void {
    if (this.#fatal) return
    this.#fatal = error
    this.#rejectAll(this.#ended())
    for (const roll of this.#rolls.splice(0)) roll.reject(this.#ended())
    this.#closed?.reject(this.#ended())
    this.#options.onFatal(error)
  }

  #exited(): void {
    this.#port.close()
    if (!this.#done) this.#fail(new Error('the thread of the spool ended'))
  }

  #closeWhenDone(): void {
    if (this.#stopping && !this.#inFlight && this.#gathered.isEmpty()) this.#ask({ ask: 'close' })
  }

  #ask(request: ThreadRequest, transfer: ArrayBuffer[] = []): void {
    this.#port.postMessage(request, transfer)
  }
}
