/** What a test tells the client in the page. */
export type ClientOptions = { collector: string; writeKey: string; people: readonly string[] }

/** One event of the load, as every client of these pages sends it. */
export type SendOne = (userId: string, event: string, properties: { object: string; record_id: string }) => unknown

declare global {
  interface Window {
    /** Starts the client of the page. */
    openClient(options: ClientOptions): Promise<void>
    /** Sends the events of these numbers at the pace of a busy person. */
    sendEvents(from: number, to: number): void
  }
}

const chunk = 5
const chunkEveryMs = 20

/** Makes a client of the page able to be driven by a test. */
export function exposeClient(open: (options: ClientOptions) => Promise<SendOne>): void {
  window.openClient = async (options) => {
    const send = await open(options)
    window.sendEvents = (from, to) => {
      let index = from
      const timer = setInterval(() => {
        const end = Math.min(to, index + chunk)
        for (; index < end; index++) {
          const person = options.people[index % options.people.length] ?? ''
          send(person, 'Record Updated', { object: 'opportunity', record_id: `record-${index}` })
        }
        if (index === to) clearInterval(timer)
      }, chunkEveryMs)
    }
  }
}
