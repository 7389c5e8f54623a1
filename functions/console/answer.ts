// What a route answers with, before it becomes bytes.
import type { Html } from './page/html.ts';
import type { AssetName } from './serve/console-assets.ts';

/** A page's own part; the layout is put around it. */
export interface Page {
  title: string;
  body: Html;
  /** Which entry of the property's navigation it belongs to. */
  section?: string;
  /** The browser asks again after so many seconds. */
  refreshSeconds?: number;
  /** What its address says then, beside its own query. */
  refreshQuery?: Readonly<Record<string, string>>;
  /** Built files that this page loads beside the one of all pages. */
  scripts?: readonly AssetName[];
}

/** With any of them `cookies`, each a whole Set-Cookie header. */
export type Answer = AnswerBody & { cookies?: readonly string[] };

type AnswerBody =
  /** 200 where no status is named; 422 for a form that is shown again with what is wrong. */
  | { kind: 'page'; page: Page; status?: number }
  /** 303, so that the browser asks by GET, or 308 where the address is another one for good; `to` is a whole path or address. */
  | { kind: 'redirect'; to: string; isPermanent?: boolean }
  | { kind: 'json'; value: unknown }
  /** To be saved under a name. */
  | { kind: 'file'; name: string; type: string; body: string }
  /** Part of a page or its script, kept by browsers for as long as its name stays. */
  | { kind: 'asset'; type: string; body: Uint8Array };

/** A page, answered with 200. */
export function page(content: Page): Answer {
  return { kind: 'page', page: content };
}

/** A page whose form could not be taken as it is. */
export function pageAgain(content: Page): Answer {
  return { kind: 'page', page: content, status: 422 };
}
