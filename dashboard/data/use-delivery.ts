import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { type Delivery, deliveryRoute } from '../../schema/routes/delivery.ts'
import { apiUrl, request } from './request.ts'

const pollMs = 5_000

/** The way into the database; asked every five seconds, also while the database is down. */
export function useDelivery(): UseQueryResult<Delivery> {
  return useQuery({
    queryKey: ['delivery'],
    queryFn: ({ signal }) => request(apiUrl('delivery'), deliveryRoute.answer, { signal }),
    refetchInterval: pollMs,
  })
}
