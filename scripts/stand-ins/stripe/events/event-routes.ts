// The API about events: one, or those of a period, by type and by whether all endpoints took them.
import { invalidParameter, isErrorAnswer } from '../api-errors.ts';
import { findKept, listKept } from '../payments/list-kept.ts';
import { createdParameters, listParameters, type Route } from '../route.ts';
import type { EventRecord } from '../state.ts';
import { renderEvent } from './render-event.ts';

const keptSeconds = 30 * 86_400;
const maxTypes = 20;

/** Events older than 30 days are gone. */
export const eventRoutes: Route[] = [
  {
    method: 'GET',
    pattern: /^\/v1\/events\/([^/]+)$/,
    permission: 'rak_event_read',
    parameters: [],
    answer: (context, caller, id) => {
      const record = findKept(context.state.events, caller, id, { object: 'event', param: 'id' });
      return isErrorAnswer(record) ? record : renderEvent(context, record, null);
    },
  },
  {
    method: 'GET',
    pattern: /^\/v1\/events$/,
    permission: 'rak_event_read',
    parameters: [...listParameters, ...createdParameters, 'type', 'types[*]', 'delivery_success'],
    answer: (context, caller, _id, { values }) => {
      const types = [...values].filter(([name]) => name.startsWith('types[')).map(([, type]) => type);
      const type = values.get('type');
      if (types.length > maxTypes || (type !== undefined && types.length > 0)) {
        return invalidParameter('types', `You may pass either \`type\` or up to ${maxTypes} \`types\`.`);
      }
      const isWanted = toTypeFilter(type === undefined ? types : [type]);
      const taken = values.get('delivery_success');
      const oldest = Math.floor(context.now() / 1000) - keptSeconds;
      const matches = ({ object, undelivered }: EventRecord): boolean =>
        object.created >= oldest &&
        isWanted(object.type) &&
        (taken === undefined || String(undelivered.length === 0) === taken);
      const render = (record: EventRecord): object => renderEvent(context, record, null);
      return listKept(context.state.events, caller, values, { url: '/v1/events', matches, render });
    },
  },
];

/** `*` stands for any text within a name. */
function toTypeFilter(types: readonly string[]): (type: string) => boolean {
  const patterns = types.map((type) => new RegExp(`^${type.replaceAll('.', '\\.').replaceAll('*', '.*')}$`));
  return (type) => patterns.length === 0 || patterns.some((pattern) => pattern.test(type));
}
