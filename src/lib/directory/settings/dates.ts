/** What the API calls the two dates that most things have, and what answers do. */
export const dateNames = {
  CreationDate: 'createdAt',
  LastModifiedDate: 'updatedAt',
} as const
