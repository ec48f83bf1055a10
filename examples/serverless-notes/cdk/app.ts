import {App} from 'aws-cdk-lib'
import {NotesStack} from './notes-stack.ts'

new NotesStack(new App(), 'notes')
