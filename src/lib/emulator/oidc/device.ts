import type {Configuration, KoaContextWithOIDC} from 'oidc-provider'
import type {Stack} from '../stack.ts'
import type {Pool} from '../state.ts'
import {deviceCancelledPage, deviceCodePage, deviceConfirmPage, deviceDonePage} from './pages/device.ts'
import {render} from './pages/layout.ts'
import {meaningOf} from './scopes.ts'

type DeviceFlow = NonNullable<NonNullable<Configuration['features']>['deviceFlow']>

/** RFC 8628: what people see of it. The engine brings the rules, and the hidden proof within its forms. */
export function deviceFlow(stack: Stack, pool: Pool): DeviceFlow {
  return {
    enabled: true,
    charset: 'base-20',
    mask: '****-****',
    deviceInfo: () => ({}),
    userCodeInputSource: (ctx, form, _out, error) => {
      if (error?.name === 'AbortedError') return render(ctx, deviceCancelledPage())
      const problem = error && inWords(error)
      if (problem !== undefined) stack.log(`refused: device page: ${error?.message}`)
      const tried = (error as {userCode?: string} | undefined)?.userCode
      const given = ctx.query.code
      const code = tried ?? (typeof given === 'string' ? given : undefined)
      return render(ctx, deviceCodePage(formOf(ctx, form), {code, problem}))
    },
    userCodeConfirmSource: (ctx, form, client, _deviceInfo, userCode) => {
      const asked = String(ctx.oidc.entities.DeviceCode?.params?.scope ?? '')
      return render(
        ctx,
        deviceConfirmPage(formOf(ctx, form), {
          code: userCode,
          client: client.clientName ?? client.clientId,
          scopes: asked
            .split(' ')
            .filter(Boolean)
            .map(name => meaningOf(pool, name)),
        }),
      )
    },
    successSource: ctx => {
      const {client} = ctx.oidc
      return render(ctx, deviceDonePage(client?.clientName ?? client?.clientId ?? 'Your device'))
    },
  }
}

function formOf(ctx: KoaContextWithOIDC, form: string): {action: string; xsrf: string} {
  return {action: ctx.oidc.urlFor('code_verification'), xsrf: /name="xsrf" value="([^"]*)"/.exec(form)?.[1] ?? ''}
}

function inWords(error: Error): string {
  switch (error.name) {
    case 'NoCodeError':
      return 'Enter the code first.'
    case 'NotFoundError':
      return 'No device shows this code. Check it letter by letter.'
    case 'ExpiredError':
      return 'This code has expired. Let your device make a new one.'
    case 'AlreadyUsedError':
      return 'This code was used already. Let your device make a new one.'
    default:
      return 'That did not work. Enter the code again.'
  }
}
