// The finding about a property whose deletion was begun, in words.
import { command, type TextsOf, toMoment } from './finding-text.ts';

export const removalTexts: TextsOf<'removal_begun'> = {
  removal_begun: ({ startedAtMs }, { propertyId }) => ({
    what: `This property is being deleted. That was begun at ${toMoment(startedAtMs)} and has not come to its end.`,
    why: 'Nothing is taken or sent any more, and what was recorded stays stored until the deletion is gone on with. It cannot be called off.',
    fix: {
      console: 'An owner of the account finishes it: follow “Go on deleting it” there.',
      path: '/settings/manage',
      terminal: command(`property remove ${propertyId}`),
    },
  }),
};
