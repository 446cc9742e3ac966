import { describe, expect, it } from 'vitest'
import { envSchema, readEnv } from '../../collector/env.ts'

describe('readEnv', () => {
  it('has a default, or may be absent, for every variable', () => {
    expect(readEnv({})).toMatchObject({ PORT: 8080, HOST: '127.0.0.1', TAKEHOLD_DATA: './data', TRUST_PROXY: false })
  })

  it('says what each variable means', () => {
    for (const schema of Object.values(envSchema.shape)) expect(schema.description).toMatch(/\w{3}/)
  })

  it('takes an empty variable for an absent one', () => {
    expect(readEnv({ PORT: '', BASE_PATH: '' }).PORT).toBe(8080)
  })

  it('names the variable that is wrong', () => {
    expect(() => readEnv({ PORT: 'eighty' })).toThrow(/PORT/)
    expect(() => readEnv({ CLICKHOUSE_URL: 'ftp://x' })).toThrow(/CLICKHOUSE_URL/)
    expect(() => readEnv({ BASE_PATH: '//evil' })).toThrow(/BASE_PATH/)
    expect(() => readEnv({ TRUST_PROXY: 'maybe' })).toThrow(/TRUST_PROXY/)
  })

  it('takes the slash at the end of BASE_PATH off', () => {
    expect(readEnv({ BASE_PATH: '/takehold/' }).BASE_PATH).toBe('/takehold')
  })
})
