import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { StoreConnection } from '../store/connection.ts'
import { askEngine } from './ask-engine.ts'
import { type EngineChild, type EngineStart, spawnEngine, whenReady } from './engine-child.ts'
import { leaveFolder, takeOwnership } from './engine-folder.ts'

/** `restarting`: the process died and comes back on the same port with the same passwords. */
export type EngineState = 'starting' | 'ready' | 'restarting' | 'stopped'

type Plan = Omit<EngineStart, 'port'> & { connection: StoreConnection; log: Logger }

const backoffMsMin = 100
const backoffMsMax = 30_000
const steadyMs = 60_000
const termWaitMs = 5_000

/** Keeps one engine process running on one folder until it is told to stop. */
export class EngineSupervisor {
  #plan: Plan
  #state: EngineState = 'starting'
  #listeners = new Set<(state: EngineState) => void>()
  #child: EngineChild | undefined
  #keeping: Promise<void> = Promise.resolve()
  #stopping = new AbortController()

  constructor(plan: Plan) {
    this.#plan = plan
  }

  connection = (): StoreConnection => this.#plan.connection
  state = (): EngineState => this.#state
  pid = (): number | undefined => this.#child?.pid

  onState(callback: (state: EngineState) => void): () => void {
    this.#listeners.add(callback)
    return () => void this.#listeners.delete(callback)
  }

  /** Resolves when the engine answers; from then on a dead process is replaced. */
  async start(): Promise<void> {
    const child = await this.#launch()
    this.#keeping = this.#keep(child)
  }

  /** Closes the door, ends the process, removes the files of this start. */
  async stop(): Promise<void> {
    if (this.#stopping.signal.aborted) return this.#keeping
    this.#stopping.abort()
    const child = this.#child
    if (child) await this.#end(child)
    await this.#keeping
    leaveFolder(this.#plan.folder, true)
    this.#become('stopped')
  }

  async #launch(): Promise<EngineChild> {
    const { folder, connection, log } = this.#plan
    const child = spawnEngine({ ...this.#plan, port: Number(new URL(connection.url).port) })
    this.#child = child
    void child.ended.then(() => {
      if (this.#child === child) this.#child = undefined
    })
    try {
      await whenReady(child, connection)
      takeOwnership(folder, child.pid)
    } catch (error) {
      child.signal('SIGKILL')
      await child.ended
      throw error
    }
    log.info({ enginePid: child.pid, url: connection.url }, 'engine ready')
    this.#become('ready')
    return child
  }

  async #keep(first: EngineChild): Promise<void> {
    let child: EngineChild | undefined = first
    let failures = 0
    while (child) {
      const readyAt = Date.now()
      const reason = await child.ended
      if (this.#stopping.signal.aborted) return
      failures = Date.now() - readyAt > steadyMs ? 0 : failures + 1
      this.#plan.log.error({ reason: reason.message }, 'engine ended, starting it again')
      this.#become('restarting')
      child = await this.#relaunch(failures)
    }
  }

  async #relaunch(failuresBefore: number): Promise<EngineChild | undefined> {
    for (let failures = failuresBefore; ; failures++) {
      const backoffMs = Math.min(backoffMsMax, backoffMsMin * 2 ** failures) * (0.5 + Math.random() / 2)
      await delay(backoffMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined)
      if (this.#stopping.signal.aborted) return undefined
      try {
        return await this.#launch()
      } catch (error) {
        if (this.#stopping.signal.aborted) return undefined
        this.#plan.log.error({ err: error }, 'engine did not start, trying again')
      }
    }
  }

  async #end(child: EngineChild): Promise<void> {
    if (this.#state === 'ready') await askEngine(this.#plan.connection, 'SYSTEM STOP LISTEN HTTP')
    child.signal('SIGTERM')
    const giveUp = setTimeout(() => child.signal('SIGKILL'), termWaitMs)
    await child.ended
    clearTimeout(giveUp)
  }

  #become(state: EngineState): void {
    if (this.#state === state) return
    this.#state = state
    for (const callback of this.#listeners) callback(state)
  }
}
