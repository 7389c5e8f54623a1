// The table of all findings in words, shared by the console and the terminal.

import type { Finding, FindingCode } from '../finding.ts';
import { deliveryTexts } from './delivery-texts.ts';
import type { FindingText, TextsOf } from './finding-text.ts';
import { keyTexts } from './key-texts.ts';
import { leftOutTexts } from './left-out-texts.ts';
import { linkTexts } from './link-texts.ts';
import { pageTexts } from './page-texts.ts';
import { removalTexts } from './removal-texts.ts';
import { trafficTexts } from './traffic-texts.ts';
import { webhookTexts } from './webhook-texts.ts';

/** The words of each finding, by its code. */
export const findingTexts: TextsOf<FindingCode> = {
  ...removalTexts,
  ...keyTexts,
  ...webhookTexts,
  ...leftOutTexts,
  ...linkTexts,
  ...trafficTexts,
  ...deliveryTexts,
  ...pageTexts,
};

/** What a finding about this property is in words. */
export function describeFinding<Code extends FindingCode>(finding: Finding<Code>, propertyId: string): FindingText {
  const { code, verdict, data }: Finding<Code> = finding;
  return findingTexts[code](data, { propertyId, verdict });
}
