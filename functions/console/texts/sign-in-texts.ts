// What is said to whoever signs in, or cannot.

export const signInTexts = {
  title: 'Sign in',
  withIssuer:
    'You sign in with the account that you have at work or with Google; Tilltag gets your name and e-mail address and no password.',
  start: (issuerHost: string) => `Sign in with ${issuerHost === 'accounts.google.com' ? 'Google' : issuerHost}`,
  withLink:
    'Here you sign in with a link that works once, for 15 minutes. Make one in the terminal of the machine that Tilltag runs on:',
  copy: 'Copy',
  linkPrinted: 'What starts Tilltag there prints one as well:',
  needsIssuer:
    'Nobody can sign in yet: no sign-in service is set. Whoever runs this console sets TILLTAG_OIDC_CLIENT_ID and TILLTAG_OIDC_CLIENT_SECRET to what Google, or another OpenID Connect issuer, gave for it.',
  linkTitle: 'Sign in with this link',
  linkAbout: 'The link works once. It signs this browser in as the owner of everything that is set up here.',
  linkSubmit: 'Sign in',
  firstAccount: 'My shops',
  again: 'Back to the sign-in',
  another: 'Sign in with another address',
} as const;

/** Each names what is wrong and the cure. */
export const signInFaults = {
  cancelled: {
    title: 'You are not signed in',
    sentence: 'The sign-in was cancelled, or you did not agree to show your name and e-mail address. Begin again.',
  },
  too_late: {
    title: 'This sign-in cannot be finished',
    sentence:
      'It took more than ten minutes, was finished before, was begun in another browser or tab, or your browser refuses cookies. Begin again in this browser.',
  },
  issuer_unreachable: {
    title: 'The sign-in service does not answer',
    sentence:
      'Wait a minute and begin again. If it happens again, whoever runs this console finds the reason in the log of the console function.',
  },
  issuer_refused: {
    title: 'The sign-in service refuses the console',
    sentence:
      'Whoever runs this console finds the reason in its log: most often TILLTAG_OIDC_ISSUER, TILLTAG_OIDC_CLIENT_ID or TILLTAG_OIDC_CLIENT_SECRET is not what the service gave, or the service does not know the address of this console that ends with /sign-in/callback.',
  },
  email_missing: {
    title: 'The sign-in service names no e-mail address',
    sentence:
      'People are known here by their e-mail address. Add one to your account there, or ask whoever runs the service to let the console have it.',
  },
  email_unverified: {
    title: 'Your e-mail address is not confirmed',
    sentence:
      'The sign-in service does not say that the address is yours. Confirm it there, most often with a link in a message that it sends you, and begin again.',
  },
  address_unmanaged: {
    title: 'This is a private Google account',
    sentence:
      'Its address is of a domain that may sign in, but the account is not one that the domain’s owner manages, so it might belong to somebody who has left. Sign in with the account that your company gave you.',
  },
  address_not_allowed: {
    title: 'This address may not sign in',
    sentence:
      'Only addresses of certain domains may. Sign in with the address that you have there, or ask whoever runs this console to add your domain to TILLTAG_CONSOLE_DOMAINS.',
  },
  not_invited: {
    title: 'Nobody has asked you in yet',
    sentence:
      'This console already has an owner. Ask an owner of the account that you want to see to add your address under Members, or sign in with the address that was added.',
  },
  too_many: {
    title: 'Too many attempts',
    sentence: 'From your network somebody tried to sign in too often. Wait a minute and try again.',
  },
  link_used: {
    title: 'This link does not work any more',
    sentence:
      'It was used before, or is older than 15 minutes. Make another one in the terminal with: npm run tilltag -- console link',
  },
  no_links: {
    title: 'Links are not taken here',
    sentence:
      'One-time links work only where no sign-in service is set, and not on Google Cloud. Sign in on the sign-in page.',
  },
  insecure: {
    title: 'You can sign in only over https',
    sentence:
      'Browsers keep a sign-in only where the address begins with https, or lies on your own machine. Open the console by its https address; if it has one and you see this, whoever runs it sets TILLTAG_CONSOLE_URL to that address, or TRUSTED_HOPS to the number of proxies in front.',
  },
} as const;

export type SignInFault = keyof typeof signInFaults;
