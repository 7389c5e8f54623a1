// The page on which an owner looks for what is kept of a buyer.
import type { Page } from '../../answer.ts';
import { form, radioField, textField } from '../../page/fields.ts';
import { type Html, html, nothing } from '../../page/html.ts';
import type { PropertyRequest } from '../../route.ts';
import { eraseTexts as texts } from '../../texts/erase-texts.ts';

/** What was entered, what is wrong with it, and what was just done. */
export interface EraseState {
  by?: 'email' | 'session';
  email?: string;
  session?: string;
  faults?: { email?: string; session?: string };
  result?: Html;
}

/** The form; a session that the address names is filled in. */
export function erasePage({ property, query, to, visitor: { csrf } }: PropertyRequest, state: EraseState = {}): Page {
  const { faults = {}, result = nothing, email } = state;
  const session = state.session ?? query.get('session') ?? '';
  const by = state.by ?? (session === '' ? 'email' : 'session');
  const choices = [
    { value: 'email', label: texts.byEmail, hint: texts.byEmailHint },
    { value: 'session', label: texts.bySession },
  ];
  const fields = [
    radioField({ name: 'by', label: texts.by, choices, value: by }),
    textField({ name: 'email', label: texts.email, value: email, type: 'email', error: faults.email }),
    textField({
      ...{ name: 'session', label: texts.session, hint: texts.sessionHint, value: session },
      ...{ placeholder: 'cs_live_…', error: faults.session },
    }),
  ];
  const action = to(`/properties/${property.id}/erase`);
  return {
    title: texts.title,
    section: '/settings',
    body: html`${result}<p>${texts.lead}</p><section class="panel">${form({ action, csrf, fields, submit: texts.submit })}</section>`,
  };
}
