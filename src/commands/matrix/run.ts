import * as Flags from '@oclif/core/flags'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import {openDirectory} from '../../lib/directory/open.ts'
import {accepted} from '../../lib/matrix/accept.ts'
import {textOf, writeText} from '../../lib/matrix/files.ts'
import {withPersonas} from '../../lib/matrix/personas.ts'
import {readDocument} from '../../lib/matrix/read-document.ts'
import {type MatrixRun, runMatrix} from '../../lib/matrix/run.ts'
import {signedIn} from '../../lib/matrix/signed-in.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {matrixHtml} from '../../lib/view/matrix/html.ts'
import {matrixJunit} from '../../lib/view/matrix/junit.ts'
import {matrixMarkdown} from '../../lib/view/matrix/markdown.ts'
import {matrixSarif} from '../../lib/view/matrix/sarif.ts'
import {matrixText} from '../../lib/view/matrix/text.ts'

export default class MatrixRunCommand extends AuthctlCommand {
  static override summary = 'Hold an API against its authorization matrix.'
  static override description =
    `Asks every operation as every identity, and ends with 9 where somebody was let in or kept out against the expectation, with 8 where questions had no answer. Mutations are sent only where the file names them. --update writes what was seen into the file as what is expected, to be reviewed in its diff.`
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --junit matrix.xml --html matrix.html --markdown matrix.md',
    '<%= config.bin %> <%= command.id %> --rate 5 --json > run.json',
  ]
  static override flags = {
    file: Flags.string({summary: 'The matrix.', helpValue: 'FILE', default: 'matrix.yaml'}),
    api: Flags.string({summary: 'Which of the profile’s APIs, in place of the file’s.', helpValue: 'NAME'}),
    url: Flags.string({summary: 'The GraphQL API’s address, in place of the profile’s.', helpValue: 'URL'}),
    rate: Flags.integer({summary: 'Questions a second, at most.', min: 1, max: 1000, default: 20, helpValue: 'N'}),
    concurrency: Flags.integer({summary: 'Questions at once, at most.', min: 1, max: 50, default: 4, helpValue: 'N'}),
    update: Flags.boolean({summary: 'Write what was seen into the file as what is expected.'}),
    junit: Flags.string({summary: 'Write a JUnit report.', helpValue: 'FILE'}),
    markdown: Flags.string({summary: 'Write a Markdown report.', helpValue: 'FILE'}),
    html: Flags.string({summary: 'Write a report as one page of HTML.', helpValue: 'FILE'}),
    sarif: Flags.string({summary: 'Write the differences as SARIF.', helpValue: 'FILE'}),
    ...profileFlags,
  }

  override async run(): Promise<MatrixRun> {
    const {flags} = await this.parse(MatrixRunCommand)
    const profile = await resolveProfile(this.world, flags)
    const text = await textOf(this.world, flags.file, ['authctl matrix init'])
    const matrix = readDocument(text, flags.file)
    await signedIn(this.world, profile, matrix)
    const open = (world: typeof this.world) => openDirectory(world, profile)
    const run = await withPersonas(this.world, profile, matrix, open, whole =>
      runMatrix(this.world, profile, whole, flags),
    )
    const reports = [
      [flags.junit, matrixJunit],
      [flags.markdown, matrixMarkdown],
      [flags.html, matrixHtml],
      [
        flags.sarif,
        (seen: MatrixRun) =>
          `${JSON.stringify(matrixSarif(seen, {...flags, version: this.config.version}), undefined, 2)}\n`,
      ],
      [flags.update ? flags.file : undefined, (seen: MatrixRun) => accepted(text, seen)],
    ] as const
    for (const [file, report] of reports) if (file !== undefined) await writeText(this.world, file, report(run))
    if (run.differences > 0 && !flags.update) return this.presentFailing('differences', run, matrixText)
    if (run.errors > 0) return this.presentFailing('partly_done', run, matrixText)
    return this.present(run, matrixText)
  }
}
