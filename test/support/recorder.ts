import {createServer} from 'node:http'
import type {AddressInfo} from 'node:net'

export interface Recorded {
  readonly operation: string
  readonly input: any
}

export interface Recorder {
  readonly url: string
  /** Every request that came by, in order. */
  readonly requests: Recorded[]
  /** Changes a request on its way in, or an answer on its way back; by operation. */
  readonly incoming: Map<string, (input: any) => unknown>
  readonly outgoing: Map<string, (output: any) => unknown>
  /** Those that are not only reading. */
  writes(): Recorded[]
  stop(): Promise<void>
}

/** Stands in front of a Cognito API, writes down what it is asked, and can act as another version of it would. */
export async function recorder(target: string): Promise<Recorder> {
  const requests: Recorded[] = []
  const incoming: Recorder['incoming'] = new Map()
  const outgoing: Recorder['outgoing'] = new Map()
  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = []
    for await (const chunk of req) chunks.push(chunk)
    const name = String(req.headers['x-amz-target'])
    const operation = name.split('.')[1] ?? ''
    const asked = JSON.parse(Buffer.concat(chunks).toString() || '{}')
    requests.push({operation, input: asked})
    const answer = await fetch(target, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': name,
        authorization: String(req.headers.authorization ?? ''),
      },
      body: JSON.stringify(incoming.get(operation)?.(asked) ?? asked),
    })
    const text = await answer.text()
    const change = answer.ok ? outgoing.get(operation) : undefined
    const requestId = answer.headers.get('x-amzn-requestid') ?? ''
    res.writeHead(answer.status, {'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': requestId})
    res.end(change ? JSON.stringify(change(JSON.parse(text || '{}'))) : text)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    incoming,
    outgoing,
    writes: () => requests.filter(({operation}) => !/^(Admin)?(List|Get|Describe)/.test(operation)),
    stop: async () => {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
