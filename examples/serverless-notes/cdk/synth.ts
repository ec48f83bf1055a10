import {writeFileSync} from 'node:fs'
import {App, DefaultStackSynthesizer} from 'aws-cdk-lib'
import {NotesStack} from './notes-stack.ts'

/** Writes template.json, offline: what `cdk deploy` would give CloudFormation. */
const app = new App({analyticsReporting: false})
const synthesizer = new DefaultStackSynthesizer({generateBootstrapVersionRule: false})
const {stackName} = new NotesStack(app, 'notes', {synthesizer})
const {template} = app.synth().getStackByName(stackName)
writeFileSync(new URL('../template.json', import.meta.url), `${JSON.stringify(template, undefined, 2)}\n`)
