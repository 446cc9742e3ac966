import { Counter, Gauge, type Registry } from 'prom-client'

/** A value that is read when somebody asks for the metrics. */
export type Reading = { name: string; help: string; read: () => number }

/** Registers gauges that are read when they are asked for. */
export function addGauges(registry: Registry, readings: readonly Reading[]): void {
  for (const { name, help, read } of readings) {
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read())
      },
    })
  }
}

/** Registers counters whose total is kept elsewhere. */
export function addTotals(registry: Registry, readings: readonly Reading[]): void {
  for (const { name, help, read } of readings) {
    new Counter({
      name,
      help,
      registers: [registry],
      collect() {
        this.reset()
        this.inc(read())
      },
    })
  }
}

/** Counts by label. A plain sum in memory: looking a label up in the registry costs more than the rest of a request. */
export function createTally(
  registry: Registry,
  { name, help, labels }: { name: string; help: string; labels: readonly string[] },
): (amount: number, ...values: string[]) => void {
  const sums = new Map<string, number>()
  new Counter({
    name,
    help,
    labelNames: labels,
    registers: [registry],
    collect() {
      this.reset()
      for (const [key, sum] of sums) this.labels(...key.split('\n')).inc(sum)
    },
  })
  return (amount, ...values) => {
    const key = values.length === 1 ? (values[0] ?? '') : values.join('\n')
    sums.set(key, (sums.get(key) ?? 0) + amount)
  }
}
