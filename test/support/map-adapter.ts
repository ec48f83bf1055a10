import type {Adapter, AdapterPayload} from 'oidc-provider'

/** oidc-provider's storage as one map per provider: enough for a test, and silent. */
export function mapAdapter(): (name: string) => Adapter {
  const stored = new Map<string, AdapterPayload>()
  const first = (match: (payload: AdapterPayload) => boolean) => [...stored.values()].find(match)
  return name => ({
    upsert: async (id, payload) => {
      stored.set(`${name}:${id}`, {...payload})
    },
    find: async id => stored.get(`${name}:${id}`),
    findByUid: async uid => first(payload => payload.uid === uid && payload.kind === name),
    findByUserCode: async code => first(payload => payload.userCode === code && payload.kind === name),
    consume: async id => {
      const payload = stored.get(`${name}:${id}`)
      if (payload) payload.consumed = Math.floor(Date.now() / 1000)
    },
    destroy: async id => {
      stored.delete(`${name}:${id}`)
    },
    revokeByGrantId: async grantId => {
      for (const [key, payload] of stored) if (payload.grantId === grantId) stored.delete(key)
    },
  })
}
