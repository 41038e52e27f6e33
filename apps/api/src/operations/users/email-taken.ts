/** Says which property is at fault when an email address is in use. */
export const EMAIL_TAKEN = {
  message: 'Another user has this email address.',
  details: [{ in: 'body', pointer: '/email', code: 'email_taken', message: 'is the address of another user' }],
} as const;
