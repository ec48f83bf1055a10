import * as Args from '@oclif/core/args'

/** How `group add` and `group remove` are called: the group first, then everybody it is about. */
export const membershipArgs = {
  group: Args.string({description: 'Name of the group.'}),
  users: Args.string({description: 'Usernames, one or more.'}),
}

export const membershipExamples = [
  '<%= config.bin %> <%= command.id %> admins ada',
  '<%= config.bin %> <%= command.id %> admins ada grace',
]
