import type {Command} from '@oclif/core/command'
import type {Config} from '@oclif/core/config'

/** What can follow some words: the next words and flags, each with its description. */
type Candidates = ReadonlyMap<string, string>

/** A bash completion script: a table of what may follow which words, so that TAB starts no program. */
export function bashCompletion(config: Config): string {
  const rows = [...tableOf(config)].map(
    ([words, candidates]) => `    ${quoted(words)}) echo ${quoted([...candidates.keys()].join(' '))} ;;`,
  )
  return `# ${config.bin} completion for bash
_${config.bin}_candidates() {
  case "$1" in
${rows.join('\n')}
  esac
}
_${config.bin}() {
  local word words="" i
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="\${COMP_WORDS[i]}"
    [[ "$word" == -* ]] && continue
    [[ -n "$(_${config.bin}_candidates "\${words:+$words }$word")" ]] && words="\${words:+$words }$word"
  done
  local cur="\${COMP_WORDS[COMP_CWORD]}"
  COMPREPLY=($(compgen -W "$(_${config.bin}_candidates "$words")" -- "$cur"))
  [[ \${#COMPREPLY[@]} -eq 0 ]] && compopt -o default
}
complete -F _${config.bin} ${config.bin}
`
}

/** The same for zsh, with descriptions. */
export function zshCompletion(config: Config): string {
  const rows = [...tableOf(config)].map(([words, candidates]) => {
    const described = [...candidates].map(([word, description]) =>
      quoted(`${word.replaceAll(':', '\\:')}:${description}`),
    )
    return `    ${quoted(words)}) candidates=(${described.join(' ')}) ;;`
  })
  return `#compdef ${config.bin}
# ${config.bin} completion for zsh
_${config.bin}_candidates() {
  candidates=()
  case "$1" in
${rows.join('\n')}
  esac
}
_${config.bin}() {
  local -a candidates
  local line="" word
  for word in "\${(@)words[2,CURRENT-1]}"; do
    [[ "$word" == -* ]] && continue
    _${config.bin}_candidates "\${line:+$line }$word"
    (( \${#candidates} )) && line="\${line:+$line }$word"
  done
  _${config.bin}_candidates "$line"
  _describe '${config.bin}' candidates || _files
}
compdef _${config.bin} ${config.bin}
`
}

function tableOf(config: Config): Map<string, Candidates> {
  const visible = config.commands.filter(({hidden}) => !hidden)
  const table = new Map<string, Map<string, string>>([['', new Map()]])
  for (const command of visible) {
    const words = command.id.split(':')
    words.forEach((word, at) => {
      const parent = words.slice(0, at).join(' ')
      const last = at === words.length - 1
      const topic = config.findTopic(words.slice(0, at + 1).join(':'))?.description ?? ''
      const siblings = table.get(parent) ?? new Map()
      if (last || !siblings.has(word)) siblings.set(word, line(last ? (command.summary ?? '') : topic))
      table.set(parent, siblings)
    })
    const own = table.get(words.join(' ')) ?? new Map()
    for (const [flag, text] of flagsOf(command)) own.set(flag, text)
    table.set(words.join(' '), own)
  }
  return table
}

function flagsOf({flags}: Command.Loadable): [string, string][] {
  return Object.values(flags)
    .filter(({hidden}) => !hidden)
    .map(({name, summary, description}) => [`--${name}`, line(summary ?? description ?? '')])
}

/** One line without what the shells' own syntax would read. */
function line(text: string): string {
  return (text.split('\n')[0] ?? '').replaceAll(/['"\\`$:]/g, '')
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
