// What a buyer does on the payment page in these journeys.
import { buyer } from '../buyer.ts';
import type { Payer } from '../server-sends/go-to-pay.ts';
import { shopUrl } from '../start-journey.ts';

async function fillIn({ visit: { page } }: Payer): Promise<void> {
  await page.getByLabel('E-mail').fill(buyer.email);
  await page.getByLabel('Name').fill(buyer.name);
}

/** Pays, and is led back to the shop's thank-you page. */
export async function payByCard(payer: Payer): Promise<void> {
  const { page } = payer.visit;
  await fillIn(payer);
  await page.getByRole('button', { name: 'Pay by card' }).click();
  await page.waitForURL(`${shopUrl}/thanks?**`);
}

/** Pays, and is gone before the thank-you page begins to load. */
export async function payAndClose(payer: Payer): Promise<void> {
  const { page } = payer.visit;
  await fillIn(payer);
  await page.getByLabel('Close the tab').check();
  await page.getByRole('button', { name: 'Pay by card' }).click();
  await page.getByText('This tab is closed').waitFor();
  await page.close();
}
