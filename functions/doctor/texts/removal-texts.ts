// The finding about a property whose deletion was begun, in words.
import { command, type TextsOf, toMoment } from './finding-text.ts';

export const removalTexts: TextsOf<'removal_begun'> = {
  removal_begun: ({ startedAtMs }, { propertyId }) => ({
    what: `This property is being deleted since ${toMoment(startedAtMs)}.`,
    why: 'Nothing is taken or sent any more. What was recorded is removed by itself, some of it every minute, until nothing is left. It cannot be called off.',
    fix: {
      console:
        'Nothing has to be done. An owner of the account can watch it, which makes it faster: follow “See how far it is” there.',
      path: '/settings/manage',
      terminal: command(`property remove ${propertyId}`),
    },
  }),
};
