import { AnalyticsBrowser } from '@segment/analytics-next'
import { exposeClient } from './client.ts'

exposeClient(async ({ collector, writeKey }) => {
  const analytics = AnalyticsBrowser.load({ writeKey, cdnURL: collector })
  await analytics.ready()
  return (userId, event, properties) => analytics.track(event, properties, { userId })
})
