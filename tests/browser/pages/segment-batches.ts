import { AnalyticsBrowser } from '@segment/analytics-next'
import { exposeClient } from './client.ts'

exposeClient(async ({ collector, writeKey }) => {
  const httpConfig = { backoffConfig: { baseBackoffInterval: 0.2, maxBackoffInterval: 1, maxRetryCount: 100 } }
  const deliveryStrategy = { strategy: 'batching', config: { size: 20, timeout: 500, maxRetries: 100 } } as const
  const analytics = AnalyticsBrowser.load(
    { writeKey, cdnURL: collector },
    { integrations: { 'Segment.io': { deliveryStrategy, httpConfig } } },
  )
  await analytics.ready()
  return (userId, event, properties) => analytics.track(event, properties, { userId })
})
