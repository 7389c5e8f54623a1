// The fields that the forms of server templates have in the same words.
import { select, text } from '../authoring/fields.ts';

/** Where the functions are; required. */
export const functionEndpointField = text({
  name: 'functionEndpoint',
  label: 'Function endpoint',
  help: 'Paste the https address of your Tilltag function, not that of this server container.',
  valueHint: 'https://tilltag-abc123.a.run.app',
  required: true,
  validators: [{ type: 'REGEX', args: ['^https://.+'], errorMessage: 'The address must begin with https://' }],
});

/** What proves to the function that this container asks; required. */
export const secretField = text({
  name: 'secret',
  label: 'Container secret',
  help: 'Paste the container secret of your property. It is kept in this container, where everybody who may view the container can read it.',
  required: true,
});

/** When a template speaks in the server's log. */
export const serverLogTypeField = select({
  name: 'logType',
  label: 'Logging',
  help: 'Choose when it says in the console of the server what it did and what to change.',
  items: [
    { value: 'no', label: 'Never' },
    { value: 'debug', label: 'In preview' },
    { value: 'always', label: 'Always' },
  ],
  defaultValue: 'debug',
});
