import {existsSync, readFileSync} from 'node:fs'

/** AWS's own model of the API, of the age that Debian's python3-botocore ships. */
const path = '/usr/lib/python3/dist-packages/botocore/data/cognito-idp/2016-04-18/service-2.json'

interface Shape {
  readonly type: string
  readonly members?: Readonly<Record<string, {readonly shape: string}>>
  readonly required?: readonly string[]
  readonly member?: {readonly shape: string}
  readonly key?: {readonly shape: string}
  readonly value?: {readonly shape: string}
  readonly min?: number
  readonly max?: number
  readonly pattern?: string
  readonly enum?: readonly string[]
}

export interface ServiceModel {
  knows(operation: string): boolean
  /** What is wrong with an input: unknown, missing, mistyped and out-of-range members, by path. */
  complaints(operation: string, input: unknown): string[]
}

/** The model; undefined where Debian's package is not installed. */
export function serviceModel(): ServiceModel | undefined {
  if (!existsSync(path)) return undefined
  const {operations, shapes} = JSON.parse(readFileSync(path, 'utf8')) as {
    operations: Record<string, {input: {shape: string}}>
    shapes: Record<string, Shape>
  }
  const judge = (name: string, value: unknown, at: string): string[] => {
    const shape = shapes[name] ?? {type: 'missing'}
    const {min = -Infinity, max = Infinity} = shape
    const within = (size: number) =>
      size < min || size > max ? [`${at}: ${size} is not within ${min} and ${max}`] : []
    const wrong = [`${at}: ${JSON.stringify(value)} is no ${shape.type}`]
    switch (shape.type) {
      case 'structure': {
        if (!isObject(value)) return wrong
        const missing = (shape.required ?? []).filter(member => value[member] === undefined)
        return [
          ...missing.map(member => `${at}.${member} is missing`),
          ...Object.entries(value).flatMap(([member, inner]) => {
            const known = shape.members?.[member]
            return known ? judge(known.shape, inner, `${at}.${member}`) : [`${at}.${member} is unknown`]
          }),
        ]
      }
      case 'list':
        if (!Array.isArray(value)) return wrong
        return [
          ...within(value.length),
          ...value.flatMap((item, index) => judge(shape.member?.shape ?? '', item, `${at}[${index}]`)),
        ]
      case 'map':
        if (!isObject(value)) return wrong
        return Object.entries(value).flatMap(([key, inner]) => [
          ...judge(shape.key?.shape ?? '', key, `${at} key`),
          ...judge(shape.value?.shape ?? '', inner, `${at}.${key}`),
        ])
      case 'string': {
        if (typeof value !== 'string') return wrong
        const unlisted = shape.enum && !shape.enum.includes(value) ? [`${at}: ${value} is not in the enum`] : []
        const strange =
          shape.pattern && !new RegExp(`^(?:${shape.pattern})$`, 'su').test(value)
            ? [`${at}: ${value} is out of pattern`]
            : []
        return [...within([...value].length), ...unlisted, ...strange]
      }
      case 'integer':
      case 'long':
        return Number.isSafeInteger(value) ? within(value as number) : wrong
      case 'boolean':
        return typeof value === 'boolean' ? [] : wrong
      default:
        return wrong
    }
  }
  return {
    knows: operation => operations[operation] !== undefined,
    complaints: (operation, input) => judge(operations[operation]?.input.shape ?? '', input, operation),
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
