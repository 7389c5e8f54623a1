// Findings about Stripe keys in words.
import { fullKeyLink, restrictedKeyLink } from '../../properties/stripe-keys/key-link.ts';
import { rightBoxes } from '../../properties/stripe-keys/needed-rights.ts';
import { excessRights } from '../../stripe/probe-excess.ts';
import { laterRights } from '../../stripe/probe-rights.ts';
import { command, type FindingFix, type TextsOf, well } from './finding-text.ts';

type KeyCode =
  | 'key_none'
  | 'key_only_test'
  | 'key_missing'
  | 'key_closed'
  | 'key_rejected'
  | 'key_blind'
  | 'key_unasked'
  | 'key_valid'
  | 'rights_missing'
  | 'rights_complete'
  | 'rights_excess'
  | 'rights_modest';

const path = '/setup/keys';
const unread = 'Without a key no payment of this mode can be looked up: pages get nothing, and nothing is sent.';

function newKeyFix(propertyId: string, link: string): FindingFix {
  return {
    console: `Make a restricted key in Stripe, in which the right boxes are ticked already, and store it here: ${link}`,
    path,
    terminal: `Make a restricted key at ${link} and store it: ${command(`property update ${propertyId} --stripe-key -`)}`,
  };
}

export const keyTexts: TextsOf<KeyCode> = {
  key_none: (_, { propertyId }) => ({
    what: 'There is no Stripe key.',
    why: unread,
    fix: newKeyFix(propertyId, restrictedKeyLink),
  }),
  key_only_test: (_, { propertyId }) => ({
    what: 'There is a key for Stripe’s test mode only.',
    why: 'Test payments are recorded, real ones are not: a real session is refused until a live key is there.',
    fix: newKeyFix(propertyId, fullKeyLink),
  }),
  key_missing: ({ mode }, { propertyId }) => ({
    what: `A webhook or destination is set for ${mode} mode, but there is no ${mode} key.`,
    why: unread,
    fix: newKeyFix(propertyId, fullKeyLink),
  }),
  key_closed: ({ mode, fault }, { propertyId }) => ({
    what: `The ${mode} key cannot be opened: ${fault}`,
    why: unread,
    fix: {
      console:
        'Whoever runs the deployment puts the key that sealed it back at the end of TILLTAG_KEYS. If it is lost, store the Stripe key anew.',
      path,
      terminal: `Put the key that sealed it back at the end of TILLTAG_KEYS, or store it anew: ${command(`property update ${propertyId} --stripe-key -`)}`,
    },
  }),
  key_rejected: ({ mode }, { propertyId }) => ({
    what: `Stripe does not know the ${mode} key any more: it expired or was revoked.`,
    why: unread,
    fix: newKeyFix(propertyId, fullKeyLink),
  }),
  key_blind: ({ mode, right }, { propertyId }) => ({
    what: `The ${mode} key may not read checkout sessions${right === 'unknown' ? '' : ` (Stripe’s name of the right: ${right})`}.`,
    why: unread,
    fix: newKeyFix(propertyId, fullKeyLink),
  }),
  key_unasked: ({ mode, reason }) => ({
    what: `Stripe could not be asked everything about the ${mode} key (${reason}).`,
    why: 'Whether the key is good is not known; what depends on the answer is missing below.',
    fix: {
      console: 'Check again in a minute. If it stays, see status.stripe.com.',
      path: null,
      terminal: 'Run this again in a minute. If it stays, see status.stripe.com, and whether this machine reaches it.',
    },
  }),
  key_valid: ({ mode }) => well(`The ${mode} key reads checkout sessions.`),
  rights_missing: ({ mode, rights }, { propertyId }) => {
    const boxes = rights.map((right) => rightBoxes[right]).join(', ');
    return {
      what: `The ${mode} key lacks rights. Boxes to tick in Stripe: ${boxes}.`,
      why: `Without them it cannot ${rights.map((right) => laterRights[right]).join('; nor ')}.`,
      fix: {
        console: `Edit the key in Stripe under Developers → API keys and tick these boxes; it stays the same key. Or make a new one with all of them: ${fullKeyLink}`,
        path,
        terminal: `Edit the key in Stripe under Developers → API keys and tick these boxes; it stays the same key. Or make a new one at ${fullKeyLink} and store it: ${command(`property update ${propertyId} --stripe-key -`)}`,
      },
    };
  },
  rights_complete: ({ mode }) => well(`The ${mode} key has every right that refunds, renewals and disputes take.`),
  rights_excess: ({ mode, rights }, { verdict }) => {
    const boxes = rights.map((right) => excessRights[right].box).join(', ');
    const todo = `Edit the key in Stripe under Developers → API keys: set ${boxes} to None, or to Read where it is needed. It stays the same key.`;
    return {
      what: `The ${mode} key may do more than it needs: ${boxes}.`,
      why:
        verdict === 'red'
          ? 'Whoever got hold of the key could move money or change what customers pay. Nothing here ever uses these rights.'
          : 'Whoever got hold of the key would learn or change more than payments. Nothing here ever uses these rights.',
      fix: { console: todo, path: null, terminal: todo },
    };
  },
  rights_modest: ({ mode }) =>
    well(
      `The ${mode} key can neither move money nor read customers, as far as Stripe can be asked: it has no list of a key’s rights.`,
    ),
};
