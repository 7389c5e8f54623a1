// Every sentence about the structure of a template file, each as a named factory: what is wrong, and the cure.

/** What is wrong with a file, and where; line and column are those of the file, counted from 1. */
export interface TplFault {
  /** `INFO`, `TESTS` … */
  readonly section: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** A fault of the file's own form. */
export interface FormFault extends TplFault {
  /** Stable, for tests and machines. */
  readonly code: string;
}

/** Where a fault stands. */
export type TplPlace = Pick<TplFault, 'section' | 'line' | 'column'>;

function fault<Args extends readonly unknown[]>(code: string, say: (...args: Args) => string) {
  const create = ({ section, line, column }: TplPlace, ...args: Args): FormFault => ({
    code,
    section,
    line,
    column,
    message: say(...args),
  });
  return Object.assign(create, { code });
}

// Sections

export const missingSection = fault('missing_section', (name: string) => `The file has no section ___${name}___.`);
export const hiddenHeader = fault(
  'hidden_header',
  (name: string) =>
    `This is no header, so the file has no section ${name}; write ___${name}___ alone at the line's start.`,
);
export const doubleSection = fault(
  'double_section',
  (name: string) => `The section ${name} stands here a second time; keep one.`,
);
export const twoCodes = fault(
  'two_codes',
  () => 'A template runs in one container; keep either the code for web or the code for server containers.',
);
export const foreignPermissions = fault(
  'foreign_permissions',
  (name: string, code: string) => `${name} does not go with ${code}; keep only the permissions of its own container.`,
);

// JSON

export const notJson = fault('not_json', (message: string) => message);
export const noObject = fault('no_object', () => 'An object is expected here: { "type": …, "displayName": … }.');
export const noList = fault('no_list', (what: string) => `A list of ${what} is expected here: [ … ].`);
export const noType = fault('no_type', () => 'The template has no type; give it "type": "TAG", "MACRO" or "CLIENT".');
export const unknownType = fault(
  'unknown_type',
  (type: string) => `${type} is no type of template; "TAG", "MACRO" (for a variable) and "CLIENT" are.`,
);
export const noDisplayName = fault(
  'no_display_name',
  () => 'The template has no name; give it a "displayName" with letters in it.',
);
export const webClient = fault(
  'web_client',
  () => 'Only server containers have clients; move the code to ___SANDBOXED_JS_FOR_SERVER___ or change the type.',
);
export const otherContext = fault(
  'other_context',
  (context: string, code: string) => `The file holds ${code}, so "containerContexts" must be ["${context}"].`,
);
export const noField = fault('no_field', () => 'A field is an object: { "type": …, "name": … }.');
export const noFieldType = fault('no_field_type', () => 'This field has no type; give it one, such as "type": "TEXT".');
export const noPermission = fault(
  'no_permission',
  () => 'This entry names no permission; its name belongs in "instance": { "key": { "publicId": … } }.',
);

// Tests

export const notYaml = fault('not_yaml', (message: string) => message);
export const noTests = fault(
  'no_tests',
  () => 'Tests are "scenarios:" and "setup:"; write scenarios: [] if there are none.',
);
export const noScenario = fault('no_scenario', () => 'A scenario is a name and code: "- name: …" and "  code: |-".');
export const noName = fault('no_name', () => 'This scenario has no name; give it "name: …".');
export const noCode = fault('no_code', () => 'This scenario has no code; give it "code: |-" and the code below it.');
export const noText = fault('no_text', (key: string) => `The ${key} must be a text; put it in quotes.`);
